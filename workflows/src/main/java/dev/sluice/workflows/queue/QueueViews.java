package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueState;
import java.util.List;

/// Makes what people see of a pipeline.
final class QueueViews {
    private QueueViews() {}

    static QueueView of(QueueState state, List<String> defects) {
        return new QueueView(
                state.rules().tenant(),
                state.rules().name(),
                state.rules().manager(),
                state.layout(),
                List.of(),
                defects);
    }

    static String markdown(QueueView view) {
        StringBuilder text =
                new StringBuilder("**" + view.pipeline() + "**: " + view.items().size() + " items");
        text.append("\n\n| item | state | jobs |\n|---|---|---|");
        for (QueueView.Item item : view.items()) {
            text.append("\n| ").append(item.change()).append(" of ").append(item.project());
            text.append(" | ").append(item.failing() ? "failing" : item.active() ? "active" : "waiting");
            text.append(item.live() ? "" : ", not live").append(" | ");
            for (QueueView.Job job : item.jobs()) {
                text.append(job.job()).append(": ");
                text.append(job.result().isEmpty() ? job.state() : job.result()).append("; ");
            }
            text.append('|');
        }
        view.defects().forEach(defect -> text.append("\n\nNot handled: ").append(defect));
        return text.toString();
    }
}
