package dev.sluice.engine.conform;

import dev.sluice.engine.config.TenantDefinition;
import java.util.List;
import java.util.Map;

/// One case (case-format section 1).
///
/// @param level `config` or `scheduler`
/// @param repos project → branch → path → text
/// @param hold whether builds wait from the beginning
/// @param nodeFailures jobs whose node request fails
public record ConformanceCase(
        String id,
        String title,
        List<String> rules,
        String verified,
        String level,
        TenantDefinition tenant,
        Map<String, Map<String, Map<String, String>>> repos,
        boolean hold,
        List<Outcome> outcomes,
        List<NodeFailure> nodeFailures,
        List<Step> steps,
        Expectation expect) {

    /// How builds that match end (case-format section 3).
    ///
    /// @param job full-match regular expression
    /// @param change letter of the change, or empty for any
    /// @param times how many builds it ends; 0 for any number
    /// @param result such as `FAILURE`
    /// @param returned what the build returns, such as `{zuul: {pause: true}}`
    public record Outcome(String job, String change, int times, String result, Map<String, Object> returned) {}

    /// @param job full-match regular expression
    /// @param change letter of the change, or empty for any
    public record NodeFailure(String job, String change) {}
}
