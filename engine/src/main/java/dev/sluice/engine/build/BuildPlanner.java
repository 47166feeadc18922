package dev.sluice.engine.build;

import java.util.List;

/// Decides which playbook of a build runs next, when it pauses and how it ends; same state and event, same plan.
public final class BuildPlanner {

    public BuildState initial() {
        return new BuildState(List.of());
    }

    public BuildPlan plan(BuildState state, BuildEvent event) {
        throw new IllegalStateException("no rule for " + event + " in " + state);
    }
}
