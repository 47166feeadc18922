package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import java.util.Optional;

/// A place in a change queue.
///
/// @param live whether it runs jobs and reports; otherwise it only stands for a change that others are tested with
/// @param quiet whether its start is not reported (F67)
/// @param ahead id of the item ahead, empty for none; not always the one before it in the list (F40)
/// @param rerunOf buildset whose good results may be carried over
/// @param startReported whether its start was reported, which happens once (F47)
/// @param openReports how many of its reports are not answered yet
public record QueueItem(
        String id,
        Subject subject,
        boolean live,
        boolean quiet,
        String ahead,
        Optional<String> rerunOf,
        long enqueuedAtEpochMilli,
        Standing standing,
        boolean startReported,
        int openReports,
        Optional<ItemBuildset> buildset) {

    /// Whether an item still counts.
    public enum Standing {
        IN_LINE,
        /// Its result was reported; it goes as soon as the reports are answered.
        REPORTED,
        /// It was removed; it goes as soon as its buildset has ended.
        LEAVING
    }

    boolean inLine() {
        return standing == Standing.IN_LINE;
    }

    boolean holds(Change change) {
        return subject instanceof Change own && own.key().equals(change.key());
    }

    /// Whether it holds some patch set of the change.
    boolean holdsAnyPatchsetOf(Change change) {
        return subject instanceof Change own
                && own.number() == change.number()
                && own.project().connection().equals(change.project().connection());
    }

    QueueItem with(ItemBuildset next) {
        return new QueueItem(
                id,
                subject,
                live,
                quiet,
                ahead,
                rerunOf,
                enqueuedAtEpochMilli,
                standing,
                startReported,
                openReports,
                Optional.of(next));
    }

    QueueItem with(Subject next) {
        return new QueueItem(
                id,
                next,
                live,
                quiet,
                ahead,
                rerunOf,
                enqueuedAtEpochMilli,
                standing,
                startReported,
                openReports,
                buildset);
    }

    QueueItem at(Standing next) {
        return new QueueItem(
                id,
                subject,
                live,
                quiet,
                ahead,
                rerunOf,
                enqueuedAtEpochMilli,
                next,
                startReported,
                openReports,
                buildset);
    }

    QueueItem behind(String next) {
        return new QueueItem(
                id,
                subject,
                live,
                quiet,
                next,
                rerunOf,
                enqueuedAtEpochMilli,
                standing,
                startReported,
                openReports,
                buildset);
    }

    QueueItem startNowReported() {
        return new QueueItem(
                id, subject, live, quiet, ahead, rerunOf, enqueuedAtEpochMilli, standing, true, openReports, buildset);
    }

    QueueItem reports(int more) {
        return new QueueItem(
                id,
                subject,
                live,
                quiet,
                ahead,
                rerunOf,
                enqueuedAtEpochMilli,
                standing,
                startReported,
                Math.max(0, openReports + more),
                buildset);
    }
}
