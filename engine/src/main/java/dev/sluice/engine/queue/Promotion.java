package dev.sluice.engine.queue;

import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings live changes to the head of their queues (F82).
final class Promotion {
    private final PipelineBoard board;
    private final Lane lane;
    /// What was taken out and is not back yet.
    private final List<QueueItem> left;

    private Promotion(PipelineBoard board, Lane lane, List<QueueItem> left) {
        this.board = board;
        this.lane = lane;
        this.left = new ArrayList<>(left);
    }

    static void promote(PipelineBoard board, List<String> subjects) {
        List<QueueItem> wanted = new ArrayList<>();
        for (String id : subjects) {
            Optional<QueueItem> item = board.items()
                    .filter(one -> one.live() && one.inLine())
                    .filter(one -> one.subjects().stream()
                            .anyMatch(subject -> subject.id().equals(id)))
                    .findFirst();
            if (item.isEmpty()) {
                return;
            }
            if (!wanted.contains(item.get())) {
                wanted.add(item.get());
            }
        }
        List<Lane> lanes = wanted.stream().map(board::laneOf).distinct().toList();
        lanes.forEach(lane -> reorder(board, lane, wanted));
        board.moveToFront(lanes);
    }

    /// What already heads the queue in the order asked for stays untouched, and so does what is about to merge.
    private static void reorder(PipelineBoard board, Lane lane, List<QueueItem> wanted) {
        List<QueueItem> line = board.items(lane)
                .filter(item -> item.live() && item.standing() == Standing.IN_LINE)
                .toList();
        List<QueueItem> first = wanted.stream().filter(line::contains).toList();
        int same = 0;
        while (same < first.size() && first.get(same).equals(line.get(same))) {
            same++;
        }
        if (same == first.size()) {
            return;
        }
        List<QueueItem> moved = line.subList(same, line.size());
        for (QueueItem item : moved.reversed()) {
            Reporting.tell(board, item.id(), new Ending.Dequeued());
            Reporting.record(board, item, new Ending.Dequeued());
            board.cancel(board.now(item), "The queue was put into another order.");
            board.leave(board.now(item));
        }
        Promotion promotion = new Promotion(board, lane, moved);
        first.subList(same, first.size()).forEach(promotion::putBack);
        moved.forEach(promotion::putBack);
    }

    /// Nothing but its place is decided anew. What it needs goes first (F83), what needs it comes next (F22).
    private void putBack(QueueItem item) {
        if (!left.contains(item)) {
            return;
        }
        item.needs().flatMap(key -> left(key).stream()).toList().forEach(this::putBack);
        if (!left.remove(item)) {
            return;
        }
        QueueItem fresh = QueueItem.fresh(
                board.freshId("item"),
                item.subject(),
                item.cycle(),
                item.live(),
                /* quiet= */ true,
                item.rerunOf(),
                item.event(),
                item.enqueuedAtEpochMilli());
        board.append(lane, fresh);
        Admission.tellOfEntry(board, fresh);
        if (board.discipline().merges()) {
            List.copyOf(left).stream()
                    .filter(other -> other.needs().anyMatch(item::holds))
                    .forEach(this::putBack);
        }
    }

    private Optional<QueueItem> left(ChangeKey needed) {
        return left.stream().filter(other -> other.holds(needed)).findFirst();
    }
}
