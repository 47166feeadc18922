package dev.sluice.engine.queue;

import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import dev.sluice.engine.report.ReportWriter;
import dev.sluice.engine.report.Review;
import java.util.List;

/// Who is told what about an item (6.8).
final class Reporting {
    private static final List<String> FALL_BACK = List.of("merge-conflict", "config-error");
    private static final List<String> SILENT_WHEN_DISABLED = List.of("enqueue", "start", "dequeue");

    private Reporting() {}

    /// Tells the reporters of the ending's action, if there are any.
    static void tell(PipelineBoard board, String itemId, Ending ending) {
        board.item(itemId).ifPresent(item -> {
            String uuid = item.buildset().map(ItemBuildset::uuid).orElse("");
            List<Review> reviews = writer(board, item)
                    .reviews(item.id() + (uuid.isEmpty() ? "" : "/" + uuid), ending, reporters(board, ending));
            if (!reviews.isEmpty()) {
                board.act(new QueueAction.Report(item.id(), ending.action(), reviews));
                board.put(item.reports(1));
            }
        });
    }

    /// Reports the item's result and writes it down; the item goes when its reports are answered.
    static void close(PipelineBoard board, QueueItem item, Ending ending) {
        tell(board, item.id(), ending);
        record(board, item, ending);
        if (ending instanceof Ending.Succeeded || ending instanceof Ending.Failed) {
            board.count(ending instanceof Ending.Succeeded);
        }
        board.item(item.id()).ifPresent(told -> board.put(told.at(Standing.REPORTED)));
    }

    static void record(PipelineBoard board, QueueItem item, Ending ending) {
        item.buildset()
                .ifPresent(buildset -> board.act(new QueueAction.RecordBuildset(
                        buildset.uuid(),
                        item.subject(),
                        ending.result(),
                        writer(board, item).text(ending))));
    }

    private static ReportWriter writer(PipelineBoard board, QueueItem item) {
        String url = item.buildset()
                .filter(buildset -> !board.publicUrl().isEmpty())
                .map(buildset -> board.publicUrl().replaceAll("/+$", "") + "/buildset/" + buildset.uuid())
                .orElse("");
        return new ReportWriter(board.rules(), item.subject(), url);
    }

    private static List<Reporter> reporters(PipelineBoard board, Ending ending) {
        String action = ending.action();
        if (board.disabled()) {
            return SILENT_WHEN_DISABLED.contains(action) ? List.of() : of(board, "disabled");
        }
        List<Reporter> own = of(board, action);
        return own.isEmpty() && FALL_BACK.contains(action) ? of(board, "failure") : own;
    }

    private static List<Reporter> of(PipelineBoard board, String action) {
        return board.rules().reporters().getOrDefault(action, List.of());
    }
}
