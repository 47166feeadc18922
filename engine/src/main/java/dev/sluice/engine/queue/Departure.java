package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.List;
import java.util.function.Predicate;

/// How items leave without having been decided (6.4, F81).
final class Departure {
    private Departure() {}

    /// F30: a newer patch set pushes the older one out; what shared a cycle with it enters again.
    static void patchsetCreated(PipelineBoard board, Change change) {
        if (!board.rules().dequeueOnNewPatchset()) {
            return;
        }
        for (QueueItem item : live(board, one -> holdsOlder(one, change))) {
            remove(board, item, "Patch set " + change.patchset() + " of change " + change.number() + " arrived.");
            item.cycle().stream()
                    .filter(other -> other.number() != change.number())
                    .forEach(other -> board.act(new QueueAction.EnqueueAgain(other)));
        }
    }

    private static boolean holdsOlder(QueueItem item, Change change) {
        return item.changes()
                .anyMatch(own -> own.number() == change.number()
                        && own.project().connection().equals(change.project().connection())
                        && own.patchset() < change.patchset());
    }

    /// F31: with it goes what needs it in the same queue.
    static void abandoned(PipelineBoard board, Change change) {
        for (QueueItem item : live(board, one -> one.holdsAnyPatchsetOf(change))) {
            Lane lane = board.laneOf(item);
            if (item.cycle().isEmpty()) {
                remove(board, item, "Change " + change.number() + " was abandoned.");
            } else {
                expel(board, item, new Ending.NeedsChange(List.of(change.url())));
            }
            if (board.discipline().merges()) {
                board.items(lane)
                        .filter(other -> other.live() && other.inLine() && needs(other, change))
                        .forEach(other -> expel(board, other, new Ending.NeedsChange(List.of(change.url()))));
            }
        }
    }

    private static boolean needs(QueueItem item, Change change) {
        return item.needs()
                .anyMatch(key -> key.number() == change.number()
                        && key.connection().equals(change.project().connection()));
    }

    /// F23, F81.
    static void dequeue(PipelineBoard board, String subjectId, String project) {
        live(
                        board,
                        item -> item.subjects().stream()
                                .anyMatch(subject -> subject.id().equals(subjectId)
                                        && (subject.project().name().equals(project)
                                                || subject.project()
                                                        .canonicalName()
                                                        .equals(project))))
                .forEach(item -> remove(board, item, "It was taken out of the queue."));
    }

    /// A78: the pipeline is gone.
    static void all(PipelineBoard board) {
        live(board, item -> true).forEach(item -> remove(board, item, "The pipeline is not configured any more."));
    }

    /// One whose merge was asked for is out of reach: were it taken out and merged all the same, the items behind it
    /// would have started without it and merge untested.
    private static List<QueueItem> live(PipelineBoard board, Predicate<QueueItem> condition) {
        return board.items()
                .filter(item -> item.live() && item.standing() == Standing.IN_LINE)
                .filter(condition)
                .toList();
    }

    /// Takes an item out without a result: those behind it start anew (F54, F66).
    static void remove(PipelineBoard board, QueueItem item, String reason) {
        if (!board.now(item).inLine()) {
            return;
        }
        if (item.live()) {
            Reporting.tell(board, item.id(), new Ending.Dequeued());
            Reporting.record(board, item, new Ending.Dequeued());
        }
        board.behind(item).forEach(other -> board.reset(other, reason));
        board.cancel(board.now(item), reason);
        board.leave(board.now(item));
    }

    /// Takes an item out that may not stay, and says why (F42).
    static void expel(PipelineBoard board, QueueItem item, Ending ending) {
        if (!board.now(item).inLine()) {
            return;
        }
        String reason = "It may not stay in the queue.";
        board.behind(item).forEach(other -> board.reset(other, reason));
        board.cancel(board.now(item), reason);
        if (item.live()) {
            Reporting.close(board, board.now(item), participates(board, item) ? ending : new Ending.NoJobs());
        } else {
            board.leave(board.now(item));
        }
    }

    /// F61: before anything else counts whether the project has something in the pipeline.
    private static boolean participates(PipelineBoard board, QueueItem item) {
        return item.buildset()
                .filter(ItemBuildset::hasJobGraph)
                .map(ItemBuildset::projectInPipeline)
                .orElse(!board.discipline().merges() || board.laneOf(item).lasting());
    }

    /// A change was read again. Items see it as it is now; whether they may stay is decided in the next pass (F42).
    static void updated(PipelineBoard board, Change change) {
        board.items().filter(item -> item.holds(change.key())).forEach(item -> board.put(item.with(change)));
        if (change.status() == ChangeStatus.MERGED) {
            merged(board, change.key());
        }
    }

    /// What merged is not needed any more.
    static void merged(PipelineBoard board, ChangeKey key) {
        board.items().filter(item -> item.needs().anyMatch(key::equals)).forEach(item -> {
            QueueItem next = item;
            for (Change own : item.changes().toList()) {
                next = next.with(own.withoutNeed(key));
            }
            board.put(next);
        });
    }
}
