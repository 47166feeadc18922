package dev.sluice.engine.jobgraph;

import dev.sluice.engine.problem.Problem;
import java.util.List;

/// The job graph of one change in one pipeline.
///
/// @param jobs in the order of the project's configuration (B15); empty when there are problems (B47)
/// @param problems each makes the item a CONFIG_ERROR
/// @param projectInPipeline false leads to the no-jobs report (F61)
/// @param why how each decision came about
public record Frozen(
        List<FrozenJob> jobs,
        List<Problem> problems,
        boolean projectInPipeline,
        boolean failFast,
        boolean debug,
        List<Explanation> why) {
    static Frozen outside(String text) {
        return new Frozen(List.of(), List.of(), false, false, false, List.of(new Explanation("", text)));
    }
}
