package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.ZuulTrigger;
import dev.sluice.engine.queue.ItemBuildset.Stage;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import dev.sluice.engine.report.MailWriter;
import dev.sluice.engine.report.ReportWriter;
import dev.sluice.engine.report.Review;
import java.util.List;
import java.util.Optional;

/// Who is told what about an item (6.8).
final class Reporting {
    private static final List<String> FALL_BACK = List.of("merge-conflict", "config-error");
    private static final List<String> SILENT_WHEN_DISABLED = List.of("enqueue", "start", "dequeue");

    private Reporting() {}

    /// Tells the reporters of the ending's action, if there are any.
    static void tell(PipelineBoard board, String itemId, Ending ending) {
        board.item(itemId).ifPresent(item -> {
            String uuid = item.buildset().map(ItemBuildset::uuid).orElse("");
            String key = item.id() + (uuid.isEmpty() ? "" : "/" + uuid);
            List<Reporter> reporters = reporters(board, ending);
            mail(board, item.subjects(), url(board, item), key, ending, reporters);
            List<Review> reviews = writer(board, item).reviews(key, ending, reporters);
            if (!reviews.isEmpty()) {
                board.act(new QueueAction.Report(item.id(), ending.action(), reviews));
                board.put(item.reports(1));
            }
        });
    }

    /// Tells of a subject that was not taken in (F17 to F19), even while the pipeline is disabled.
    static void refuse(PipelineBoard board, Subject subject, Ending ending) {
        String key = board.freshId("refusal");
        List<Reporter> reporters = of(board, ending.action());
        mail(board, List.of(subject), "", key, ending, reporters);
        List<Review> reviews = new ReportWriter(board.rules(), List.of(subject), "").reviews(key, ending, reporters);
        if (!reviews.isEmpty()) {
            board.act(new QueueAction.Report("", ending.action(), reviews));
        }
    }

    /// Reports the item's result (F50). One that is to merge waits to hear whether it did; any other goes, and in a
    /// pipeline that merges those behind it start anew without it.
    static void close(PipelineBoard board, QueueItem item, Ending ending) {
        tell(board, item.id(), ending);
        if (ending instanceof Ending.Succeeded || ending instanceof Ending.Failed) {
            board.count(ending instanceof Ending.Succeeded);
        }
        QueueItem told = board.now(item);
        if (!board.discipline().merges()) {
            record(board, told, ending);
            leaveOrRunReporterJobs(board, told);
        } else if (ending instanceof Ending.Succeeded && told.openReports() > item.openReports()) {
            board.put(told.at(Standing.MERGING));
        } else if (ending instanceof Ending.Succeeded) {
            notMerged(board, told);
        } else {
            record(board, told, ending);
            Lane lane = board.laneOf(told);
            lane.window(board.rules().window().shrunk(lane.window()));
            board.behind(told).forEach(other -> board.reset(other, "The item ahead failed."));
            board.leave(board.now(told));
        }
    }

    /// The reviews of a report were answered (F64).
    static void answered(PipelineBoard board, QueueEvent.Reported answer) {
        board.item(answer.item()).ifPresent(item -> {
            board.put(item.reports(-1));
            QueueItem now = board.now(item);
            if (item.standing() == Standing.MERGING && answer.action().equals("success")) {
                if (answer.merged()) {
                    merged(board, now);
                } else {
                    notMerged(board, now);
                }
            }
        });
    }

    private static void merged(PipelineBoard board, QueueItem item) {
        Closing.of(item).ifPresent(ending -> record(board, item, ending));
        item.buildset()
                .ifPresent(buildset -> board.act(new QueueAction.CompareLanded(
                        buildset.uuid(), item.changes().toList())));
        Lane lane = board.laneOf(item);
        lane.window(board.rules().window().grown(lane.window()));
        item.changes().forEach(change -> {
            Departure.merged(board, change.key());
            board.announce(ZuulTrigger.PROJECT_CHANGE_MERGED, change);
        });
        leaveOrRunReporterJobs(board, board.now(item));
    }

    private static void leaveOrRunReporterJobs(PipelineBoard board, QueueItem item) {
        item.buildset()
                .filter(buildset -> buildset.stage() == Stage.REPORTABLE)
                .ifPresentOrElse(
                        buildset -> {
                            board.act(new QueueAction.RunReporterJobs(buildset.uuid()));
                            board.put(item.at(Standing.REPORTER_JOBS));
                        },
                        () -> board.leave(item));
    }

    /// The item goes once its reporter jobs are through. Where they failed, it is recorded as failed after all, and
    /// what is behind it starts anew.
    ///
    /// @return false while they run
    static boolean reporterJobsEnded(PipelineBoard board, QueueItem item) {
        if (!item.ended()) {
            return false;
        }
        if (item.buildset().flatMap(ItemBuildset::result).equals(Optional.of(BuildResult.SUCCESS))) {
            board.leave(item);
        } else {
            Closing.of(item).ifPresent(ending -> record(board, item, ending));
            board.behind(item).forEach(other -> board.reset(other, "Reporter jobs of the item ahead failed."));
            board.leave(board.now(item));
        }
        return true;
    }

    /// F56: the jobs were good, so that the window stays as it is.
    private static void notMerged(PipelineBoard board, QueueItem item) {
        Closing.of(item).ifPresent(ending -> {
            record(board, item, ending, "MERGE_FAILURE");
            if (!item.cycle().isEmpty() && ending instanceof Ending.Succeeded succeeded) {
                tell(board, item.id(), new Ending.Failed(succeeded.builds(), succeeded.warnings()));
            }
        });
        board.behind(item).forEach(other -> board.reset(other, "The item ahead did not merge."));
        board.cancel(board.now(item), "It did not merge.");
        board.leave(board.now(item));
    }

    static void record(PipelineBoard board, QueueItem item, Ending ending) {
        record(board, item, ending, ending.result());
    }

    private static void record(PipelineBoard board, QueueItem item, Ending ending, String result) {
        item.buildset()
                .ifPresent(buildset -> board.act(new QueueAction.RecordBuildset(
                        buildset.uuid(),
                        item.subject(),
                        result,
                        writer(board, item).text(ending))));
    }

    private static void mail(
            PipelineBoard board,
            List<Subject> subjects,
            String itemUrl,
            String key,
            Ending ending,
            List<Reporter> reporters) {
        new MailWriter(board.rules(), subjects, itemUrl)
                .mails(key, ending, reporters)
                .forEach(mail -> board.act(new QueueAction.SendMail(mail)));
    }

    private static ReportWriter writer(PipelineBoard board, QueueItem item) {
        return new ReportWriter(board.rules(), item.subjects(), url(board, item));
    }

    private static String url(PipelineBoard board, QueueItem item) {
        return item.buildset()
                .filter(buildset -> !board.publicUrl().isEmpty())
                .map(buildset -> board.publicUrl().replaceAll("/+$", "") + "/buildset/" + buildset.uuid())
                .orElse("");
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
