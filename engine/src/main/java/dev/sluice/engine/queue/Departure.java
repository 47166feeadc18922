package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.List;
import java.util.Optional;

/// How items leave without having been decided (6.4, F81).
final class Departure {
    private Departure() {}

    /// F30: a newer patch set pushes the older one out.
    static void patchsetCreated(PipelineBoard board, Change change) {
        if (board.rules().dequeueOnNewPatchset()) {
            leave(
                    board,
                    item -> item.holdsAnyPatchsetOf(change) && patchset(item.subject()) < change.patchset(),
                    "Patch set " + change.patchset() + " of change " + change.number() + " arrived.");
        }
    }

    /// F31.
    static void abandoned(PipelineBoard board, Change change) {
        leave(board, item -> item.holdsAnyPatchsetOf(change), "Change " + change.number() + " was abandoned.");
    }

    /// F81.
    static void dequeue(PipelineBoard board, String subjectId, String project) {
        leave(
                board,
                item -> item.subject().id().equals(subjectId)
                        && (item.subject().project().name().equals(project)
                                || item.subject().project().canonicalName().equals(project)),
                "An operator removed it from the queue.");
    }

    private static void leave(PipelineBoard board, Condition condition, String reason) {
        for (QueueItem item : board.items().toList()) {
            if (item.live() && item.inLine() && condition.holds(item)) {
                Reporting.tell(board, item.id(), new Ending.Dequeued());
                Reporting.record(board, item, new Ending.Dequeued());
                cancel(board, item, reason);
                board.item(item.id()).ifPresent(told -> board.put(told.at(Standing.LEAVING)));
            }
        }
    }

    private static void cancel(PipelineBoard board, QueueItem item, String reason) {
        item.buildset()
                .filter(buildset -> !buildset.ended())
                .ifPresent(buildset -> board.act(new QueueAction.CancelBuildset(buildset.uuid(), reason)));
    }

    /// A change was read again. Items see it as it is now; one that needs what is not ahead of it leaves (F42).
    static void updated(PipelineBoard board, Change change) {
        for (QueueItem item : board.items().toList()) {
            if (item.holds(change)) {
                List<ChangeKey> before = needs(item.subject());
                board.put(item.with(change));
                if (item.live() && item.inLine() && !needs(change).equals(before)) {
                    revalidate(board, item.with(change));
                }
            }
        }
    }

    private static void revalidate(PipelineBoard board, QueueItem item) {
        List<QueueItem> ahead = board.allAheadOf(item);
        List<ChangeKey> missing = needs(item.subject()).stream()
                .filter(key ->
                        ahead.stream().noneMatch(other -> key(other.subject()).equals(Optional.of(key))))
                .toList();
        if (!missing.isEmpty() && !board.rules().ignoreDependencies()) {
            Ending ending = new Ending.NeedsChange(
                    missing.stream().map(key -> name(board, key)).toList());
            cancel(board, item, "It needs a change that is not ahead of it.");
            Reporting.close(board, item, ending);
            board.item(item.id())
                    .filter(told -> told.buildset().isPresent()
                            && !told.buildset().get().ended())
                    .ifPresent(told -> board.put(told.at(Standing.LEAVING)));
        }
    }

    private static String name(PipelineBoard board, ChangeKey key) {
        return board.items()
                .map(QueueItem::subject)
                .filter(subject ->
                        key(subject).equals(Optional.of(key)) && !subject.url().isEmpty())
                .map(Subject::url)
                .findFirst()
                .orElse(key.number() + "," + key.patchset());
    }

    private static Optional<ChangeKey> key(Subject subject) {
        return subject instanceof Change change ? Optional.of(change.key()) : Optional.empty();
    }

    private static List<ChangeKey> needs(Subject subject) {
        return subject instanceof Change change ? change.needs() : List.of();
    }

    private static int patchset(Subject subject) {
        return subject instanceof Change change ? change.patchset() : 0;
    }

    private interface Condition {
        boolean holds(QueueItem item);
    }
}
