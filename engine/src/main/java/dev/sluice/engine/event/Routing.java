package dev.sluice.engine.event;

/// What an event means to a pipeline.
public record Routing(String pipeline, Decision decision) {

    public sealed interface Decision {
        /// The event's subject enters the pipeline (F3).
        record Enqueue() implements Decision {}

        /// Older patch sets of the change leave the pipeline (F30).
        record NewPatchset() implements Decision {}

        /// The change leaves the pipeline (F31).
        record Abandoned() implements Decision {}

        /// Nothing is to be done, and why.
        record Ignored(String reason) implements Decision {}
    }
}
