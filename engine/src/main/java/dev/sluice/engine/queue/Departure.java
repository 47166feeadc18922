package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
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

    /// F31: with it goes what needs it in the same queue, and what needs that.
    static void abandoned(PipelineBoard board, Change change) {
        for (Lane lane : board.lanes()) {
            SequencedSet<ChangeKey> removed = new LinkedHashSet<>();
            for (QueueItem item : live(board, one -> board.laneOf(one) == lane && one.holds(change.key()))) {
                if (item.cycle().isEmpty()) {
                    remove(board, item, "Change " + change.number() + " was abandoned.");
                } else {
                    expel(board, item, new Ending.NeedsChange(List.of(change.url())));
                }
                item.changes().forEach(own -> removed.add(own.key()));
            }
            for (QueueItem item : live(board, one -> board.laneOf(one) == lane)) {
                if (item.needs().anyMatch(removed::contains)) {
                    expel(board, item, new Ending.NeedsChange(List.of(change.url())));
                    item.changes().forEach(own -> removed.add(own.key()));
                }
            }
        }
    }

    /// F81; of several pushes to one ref the first.
    static void dequeue(PipelineBoard board, String subjectId, String project) {
        live(board, item -> item.subjects().stream().anyMatch(subject -> isNamed(subject, subjectId, project))).stream()
                .findFirst()
                .ifPresent(item -> remove(board, item, "It was taken out of the queue."));
    }

    private static boolean isNamed(Subject subject, String id, String project) {
        return subject.id().equals(id)
                && (subject.project().name().equals(project)
                        || subject.project().canonicalName().equals(project));
    }

    /// A78: the pipeline is gone, and nobody is told.
    static void all(PipelineBoard board) {
        live(board, item -> true).forEach(item -> withdraw(board, item, "The pipeline is not configured any more."));
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
        }
        withdraw(board, item, reason);
    }

    /// The same without a word to anybody.
    static void withdraw(PipelineBoard board, QueueItem item, String reason) {
        if (item.live()) {
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

    /// F61: before anything else counts whether the project has something in the pipeline. In shared queues that is
    /// known without the item's own layout, which it lost with its attempt.
    private static boolean participates(PipelineBoard board, QueueItem item) {
        return board.discipline().merges()
                ? board.laneOf(item).lasting()
                : item.buildset().map(ItemBuildset::projectInPipeline).orElse(true);
    }

    /// A change was read again. Items see it as it is now; whether they may stay is decided in the next pass (F42).
    static void updated(PipelineBoard board, Change change) {
        board.items().filter(item -> item.holds(change.key())).forEach(item -> board.put(item.with(change)));
        if (change.status() == ChangeStatus.MERGED) {
            merged(board, change.key());
        }
    }

    /// An item whose changes do not need each other any more, or need still others, enters anew (F42). What merged
    /// meanwhile is not missed.
    ///
    /// @param graph what is known of changes now
    static void recheckCycles(PipelineBoard board, DependencyGraph graph) {
        if (!board.discipline().knowsCycles(board.rules())) {
            return;
        }
        for (QueueItem item : live(board, one -> one.changes().findFirst().isPresent())) {
            List<Change> known = item.changes()
                    .flatMap(own -> graph.find(own.key()).stream())
                    .map(Neighbour::change)
                    .toList();
            if (known.size() == item.subjects().size() && !isCycle(graph, known)) {
                remove(board, item, "Its dependency cycle changed.");
                known.forEach(own -> board.act(new QueueAction.EnqueueAgain(own)));
            }
        }
    }

    private static boolean isCycle(DependencyGraph graph, List<Change> changes) {
        SequencedSet<ChangeKey> now = new LinkedHashSet<>();
        graph.cycleOf(changes.getFirst()).forEach(member -> now.add(member.key()));
        now.add(changes.getFirst().key());
        changes.stream().filter(own -> own.status() == ChangeStatus.MERGED).forEach(own -> now.add(own.key()));
        return now.size() == changes.size() && changes.stream().map(Change::key).allMatch(now::contains);
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
