package dev.sluice.engine.jobgraph;

import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.List;
import java.util.Map;

/// The job graph of one change in one pipeline.
///
/// @param jobs in the order of the project's configuration (B15); empty when there are problems (B47)
/// @param problems each makes the item a CONFIG_ERROR
/// @param projectInPipeline false leads to the no-jobs report (F61)
/// @param why how each decision came about
/// @param origins job → where its attributes came from, sorted by attribute; also of jobs that do not run
public record Frozen(
        List<FrozenJob> jobs,
        List<Problem> problems,
        boolean projectInPipeline,
        boolean failFast,
        boolean debug,
        List<Explanation> why,
        Map<String, List<Origin>> origins) {
    private static final Place NOWHERE = Place.file("", 0, 0);

    /// The decisions as the report shows them; empty unless the project asks for it with `debug` (F68).
    public List<Problem> debugInformation() {
        return debug
                ? why.stream()
                        .map(step -> new Problem("FREEZE-DEBUG", Severity.DEBUG, "", NOWHERE, "", step.toString(), ""))
                        .toList()
                : List.of();
    }

    /// Nothing can be said of the jobs.
    static Frozen failed(List<Problem> problems) {
        return new Frozen(List.of(), problems, true, false, false, List.of(), Map.of());
    }

    static Frozen outside(String text) {
        return new Frozen(List.of(), List.of(), false, false, false, List.of(new Explanation("", text)), Map.of());
    }
}
