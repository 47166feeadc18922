package dev.sluice.engine.queue;

/// Decides what a pipeline does next; same state and event, same plan.
public final class QueuePlanner {

    /// An empty pipeline.
    ///
    /// @param idSeed random text from the caller; ids are derived from it and a counter
    public QueueState initial(PipelineRules rules, String layout, String idSeed) {
        return new QueueState(rules, layout, idSeed, 0);
    }

    public QueuePlan plan(QueueState state, QueueEvent event) {
        throw new IllegalStateException("no rule for " + event + " in " + state);
    }
}
