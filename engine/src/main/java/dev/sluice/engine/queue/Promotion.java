package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.queue.QueueItem.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings live changes to the head of their queues (F82).
final class Promotion {
    private Promotion() {}

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
                .filter(item -> item.standing() == Standing.IN_LINE)
                .toList();
        List<QueueItem> order = new ArrayList<>();
        wanted.stream().filter(line::contains).forEach(item -> withNeeds(line, item, order));
        line.stream().filter(item -> !order.contains(item)).forEach(order::add);
        int same = 0;
        while (same < line.size() && line.get(same).equals(order.get(same))) {
            same++;
        }
        List<QueueItem> moved = order.subList(same, order.size());
        for (QueueItem item : moved.reversed()) {
            board.cancel(board.now(item), "The queue was put into another order.");
            board.leave(board.now(item));
        }
        moved.forEach(item -> Admission.putBack(board, lane, item));
    }

    /// F83: what it needs goes first anyway.
    private static void withNeeds(List<QueueItem> line, QueueItem item, List<QueueItem> order) {
        if (order.contains(item)) {
            return;
        }
        for (QueueItem other : line) {
            if (!other.equals(item)
                    && item.needs()
                            .anyMatch(key -> other.changes().map(Change::key).anyMatch(key::equals))) {
                withNeeds(line, other, order);
            }
        }
        order.add(item);
    }
}
