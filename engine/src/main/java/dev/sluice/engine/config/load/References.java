package dev.sluice.engine.config.load;

import dev.sluice.engine.config.Layout;
import dev.sluice.engine.problem.Problems;

/// Checks that what objects name exists and may be used so (A17, A20, A32–A36, A60). What fails stays in the layout;
/// a job that uses it fails when it is frozen.
final class References {
    private final Layout layout;
    private final Problems problems;

    References(Layout layout, Problems problems) {
        this.layout = layout;
        this.problems = problems;
    }

    void check() {
        new NodesetReferences(layout, problems).check();
        new JobReferences(layout, problems).check();
        new PipelineReferences(layout, problems).check();
        new ProjectReferences(layout, problems).check();
    }
}
