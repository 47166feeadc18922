package dev.sluice.engine.conform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must be true at the end; what is absent is not compared (case-format section 5).
///
/// @param results change → pipeline → job → result
/// @param buildsets change → pipeline → result
/// @param queues pipelines → queues
public record Expectation(
        Optional<History> history,
        Optional<Integer> historyCount,
        Map<String, Map<String, Map<String, String>>> results,
        Map<String, Map<String, String>> buildsets,
        Map<String, Picture.ChangeExpected> changes,
        List<Jobs> jobs,
        List<FrozenExpected> frozen,
        List<Param> params,
        Optional<List<ErrorExpected>> errors,
        boolean noErrors,
        Map<String, List<List<String>>> queues) {

    public record History(boolean ordered, List<BuildEnded> entries) {}

    /// @param changes letters, oldest first; empty for a ref
    /// @param ref full name for a build of a ref, else empty
    public record BuildEnded(String job, String result, List<String> changes, String ref) {}

    public record Jobs(String change, String pipeline, List<String> exactly) {}

    /// @param attributes name as in the case → value
    public record FrozenExpected(String change, String pipeline, String job, Map<String, Object> attributes) {}

    /// @param change letter, or empty for any
    /// @param path below the variable `zuul`
    /// @param value null means that the variable is absent
    public record Param(
            String job,
            String change,
            String path,
            @Nullable Object value) {}

    /// Empty texts are not compared.
    public record ErrorExpected(String error, String project, String branch, String path, List<String> contains) {}
}
