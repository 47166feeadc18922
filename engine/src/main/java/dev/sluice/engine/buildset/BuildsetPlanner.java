package dev.sluice.engine.buildset;

/// Decides what a buildset does next; same state and event, same plan.
public final class BuildsetPlanner {

    /// A buildset whose job graph is not known yet.
    ///
    /// @param idSeed random text from the caller; build uuids are derived from it and a counter
    public BuildsetState initial(String buildset, String idSeed) {
        return new BuildsetState(buildset, idSeed, 0);
    }

    public BuildsetPlan plan(BuildsetState state, BuildsetEvent event) {
        throw new IllegalStateException("no rule for " + event + " in " + state);
    }
}
