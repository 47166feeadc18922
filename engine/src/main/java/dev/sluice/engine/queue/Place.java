package dev.sluice.engine.queue;

import dev.sluice.engine.change.Subject;

/// Where a subject's project lines up in a pipeline (F39).
///
/// @param queue name of the shared queue, with the branch when it is per branch; empty for none
/// @param participates whether the project has jobs or templates for the pipeline
/// @param circular whether its queue lets changes need each other (F17)
public record Place(String queue, boolean participates, boolean circular) {
    /// A project that shares its queue with nobody.
    public static final Place ALONE = new Place("", true, false);

    /// The queue of a pipeline whose projects share queues.
    public String lane(Subject subject) {
        return participates && !queue.isEmpty()
                ? "queue " + queue
                : "project " + subject.project().canonicalName();
    }
}
