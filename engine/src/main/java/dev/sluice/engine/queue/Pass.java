package dev.sluice.engine.queue;

import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.ItemBuildset.Stage;
import dev.sluice.engine.report.Ending;
import java.util.List;
import java.util.Optional;

/// One walk over all queues, front to back, repeated until nothing changes (6.6).
final class Pass {
    private Pass() {}

    static void untilQuiet(PipelineBoard board) {
        boolean changed = true;
        while (changed) {
            Requirements.answer(board);
            changed = once(board);
        }
    }

    private static boolean once(PipelineBoard board) {
        Discipline discipline = Discipline.of(board.rules());
        boolean changed = false;
        for (ChangeQueue queue : board.queues()) {
            for (int position = 0; position < queue.items().size(); position++) {
                String id = queue.items().get(position).id();
                Optional<QueueItem> item = board.item(id);
                if (item.isPresent()) {
                    changed |= process(board, item.get(), discipline.active(position));
                }
            }
        }
        return changed;
    }

    private static boolean process(PipelineBoard board, QueueItem item, boolean active) {
        if (!item.live()) {
            return dropUseless(board, item);
        }
        return switch (item.standing()) {
            case IN_LINE -> advance(board, item, active);
            case REPORTED -> goWhen(board, item, item.openReports() == 0);
            case LEAVING -> {
                boolean ended = item.buildset().map(ItemBuildset::ended).orElse(true);
                yield goWhen(board, item, ended && item.openReports() == 0);
            }
        };
    }

    /// F49: an item that is not live stands there for those behind it.
    private static boolean dropUseless(PipelineBoard board, QueueItem item) {
        boolean needed = board.items().anyMatch(other -> other.ahead().equals(item.id()));
        return goWhen(board, item, !needed);
    }

    private static boolean goWhen(PipelineBoard board, QueueItem item, boolean ready) {
        if (ready) {
            board.remove(item);
        }
        return ready;
    }

    private static boolean advance(PipelineBoard board, QueueItem item, boolean active) {
        if (item.buildset().isEmpty()) {
            if (active) {
                start(board, item);
            }
            return active;
        }
        reportStart(board, item);
        Optional<Ending> ending = Closing.of(item);
        boolean headOfLive = board.allAheadOf(item).stream().noneMatch(QueueItem::live);
        if (ending.isPresent() && headOfLive) {
            board.item(item.id()).ifPresent(now -> Reporting.close(board, now, ending.get()));
            return true;
        }
        return false;
    }

    private static void start(PipelineBoard board, QueueItem item) {
        String uuid = board.freshId("buildset");
        List<Subject> ahead = board.allAheadOf(item).reversed().stream()
                .map(QueueItem::subject)
                .toList();
        board.act(new QueueAction.StartBuildset(item.id(), uuid, item.subject(), ahead, item.rerunOf()));
        board.put(item.with(ItemBuildset.preparing(uuid)));
    }

    /// F47: once for an item, when it has jobs to start.
    private static void reportStart(PipelineBoard board, QueueItem item) {
        boolean ready = item.buildset()
                .filter(buildset -> buildset.stage() == Stage.RUNNING)
                .filter(buildset ->
                        buildset.projectInPipeline() && !buildset.jobs().isEmpty())
                .isPresent();
        if (ready && !item.startReported() && !item.quiet()) {
            board.put(item.startNowReported());
            Reporting.tell(board, item.id(), new Ending.Started());
        }
    }
}
