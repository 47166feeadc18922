package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.QueueEvent.Rerun;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.Optional;

/// How items enter a pipeline (6.2).
final class Admission {
    private Admission() {}

    static void enqueue(PipelineBoard board, Enqueue request) {
        boolean there = board.items()
                .anyMatch(item -> item.live() && item.inLine() && item.subject().equals(request.subject()));
        boolean sameChange = request.subject() instanceof Change change
                && board.items().anyMatch(item -> item.live() && item.inLine() && item.holds(change));
        // F10: the same patch set is tested once at a time.
        if (there || sameChange) {
            return;
        }
        Discipline discipline = Discipline.of(board.rules());
        int queue = discipline.queueFor(board, request);
        if (!board.rules().ignoreDependencies()) {
            for (Change needed : request.needed()) {
                board.append(queue, item(board, needed, discipline.neededRunJobs(), true, request));
            }
        }
        QueueItem item = item(board, request.subject(), true, request.quiet(), request);
        board.append(queue, item);
        Reporting.tell(board, item.id(), new Ending.Enqueued());
    }

    private static QueueItem item(PipelineBoard board, Subject subject, boolean live, boolean quiet, Enqueue request) {
        return new QueueItem(
                board.freshId("item"),
                subject,
                live,
                quiet,
                "",
                live ? request.rerun().map(Rerun::buildset) : Optional.empty(),
                request.atEpochMilli(),
                Standing.IN_LINE,
                false,
                0,
                Optional.empty());
    }
}
