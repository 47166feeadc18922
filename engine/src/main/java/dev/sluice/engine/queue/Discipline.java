package dev.sluice.engine.queue;

import dev.sluice.engine.queue.QueueEvent.Enqueue;

/// What a pipeline's manager decides (6.5); everything else is the same for all of them.
enum Discipline {
    /// A private queue for each change; what it needs stands ahead, not live (F35, F36).
    INDEPENDENT;

    static Discipline of(PipelineRules rules) {
        if (rules.manager().equals("independent")) {
            return INDEPENDENT;
        }
        throw new IllegalStateException("pipeline " + rules.name() + " has the manager '" + rules.manager()
                + "', which this version does not run; it runs 'independent'");
    }

    /// The queue that a new item joins.
    int queueFor(PipelineBoard board, Enqueue request) {
        return switch (this) {
            case INDEPENDENT -> board.open("");
        };
    }

    /// Whether changes put ahead for the sake of another run jobs of their own.
    boolean neededRunJobs() {
        return switch (this) {
            case INDEPENDENT -> false;
        };
    }

    /// Whether the item at this position of its queue may run jobs (F44).
    boolean active(int position) {
        return switch (this) {
            case INDEPENDENT -> true;
        };
    }
}
