package dev.sluice.engine.queue;

import dev.sluice.engine.change.Subject;
import java.util.List;

/// One pipeline with its change queues. Made by [QueuePlanner#initial].
///
/// @param idSeed seed of the ids that the planner gives out, from the caller
/// @param idsGiven how many it gave out
/// @param publicUrl where people reach the engine; empty leaves links to buildsets out
/// @param consecutiveFailures failures reported in a row (F63)
/// @param disabled whether reports go to the `disabled` reporters only (F63)
public record QueueState(
        PipelineRules rules,
        String layout,
        String idSeed,
        int idsGiven,
        String publicUrl,
        int consecutiveFailures,
        boolean disabled,
        List<ChangeQueue> queues) {

    /// What is in the pipeline, head first.
    public List<Subject> subjects() {
        return queues.stream()
                .flatMap(queue -> queue.items().stream())
                .map(QueueItem::subject)
                .toList();
    }

    /// What operators can take out or bring forward: changes and refs of live items that are not about to merge.
    public List<Subject> movable() {
        return queues.stream()
                .flatMap(queue -> queue.items().stream())
                .filter(item -> item.live() && item.standing() == QueueItem.Standing.IN_LINE)
                .flatMap(item -> item.subjects().stream())
                .toList();
    }
}
