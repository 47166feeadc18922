package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueState;
import dev.sluice.engine.queue.QueueView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What people see of a pipeline.
final class QueuePages {
    /// The UI shows details up to some 20,000 bytes.
    private static final int SHOWN_ITEMS = 60;

    private QueuePages() {}

    static QueueStatus status(QueueState state, List<String> defects) {
        return new QueueStatus(QueueView.of(state), state.layout(), defects);
    }

    static Stream<QueueView.Item> items(QueueStatus status) {
        return status.pipeline().queues().stream().flatMap(line -> line.items().stream());
    }

    static String markdown(QueueStatus status) {
        List<QueueView.Item> items = items(status).toList();
        StringBuilder text = new StringBuilder("**" + status.pipeline().pipeline() + "**: " + items.size() + " items");
        text.append("\n\n| item | state | jobs |\n|---|---|---|");
        for (QueueView.Item item : items.subList(0, Math.min(SHOWN_ITEMS, items.size()))) {
            text.append("\n| ").append(item.subject()).append(" of ").append(item.project());
            text.append(" | ").append(words(item.state())).append(" | ");
            for (QueueView.Job job : item.jobs()) {
                text.append(job.name()).append(": ");
                text.append(job.result().map(Enum::name).orElseGet(() -> words(job.state())));
                text.append("; ");
            }
            text.append('|');
        }
        if (items.size() > SHOWN_ITEMS) {
            text.append("\n\nand ").append(items.size() - SHOWN_ITEMS).append(" more");
        }
        status.defects().forEach(defect -> text.append("\n\n").append(defect));
        return text.toString();
    }

    private static String words(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
