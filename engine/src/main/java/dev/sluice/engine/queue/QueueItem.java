package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A place in a change queue.
///
/// @param subject what brought the item here
/// @param cycle all changes of a dependency cycle, the subject among them, in the order in which they merge (F14);
/// empty
///     for an item of one subject
/// @param live whether it runs jobs and reports; otherwise it only stands for a change that others are tested with
/// @param quiet whether its start is not reported (F67)
/// @param ahead id of the item ahead, empty for none; not always the one before it in the list (F40)
/// @param rerunOf buildset whose good results may be carried over
/// @param startReported whether its start was reported, which happens once (F47)
/// @param event id of what brought it here
/// @param openReports how many of its reports are not answered yet
public record QueueItem(
        String id,
        Subject subject,
        List<Change> cycle,
        boolean live,
        boolean quiet,
        String ahead,
        Optional<String> rerunOf,
        String event,
        long enqueuedAtEpochMilli,
        Standing standing,
        boolean startReported,
        int openReports,
        Optional<ItemBuildset> buildset) {

    public QueueItem {
        // Histories from before events had ids do not have it.
        event = Objects.requireNonNullElse(event, "");
    }

    /// Whether an item still counts.
    public enum Standing {
        IN_LINE,
        /// Its success was reported; whether it merged is not known yet (F64).
        MERGING,
        /// Its success was reported and its reporter jobs run: nothing happens to what is behind it.
        REPORTER_JOBS,
        /// It does not count any more; it is on show until its buildset has ended and its reports are answered.
        GONE
    }

    /// An item that nothing has happened to yet; its place comes with its queue.
    static QueueItem fresh(
            String id,
            Subject subject,
            List<Change> cycle,
            boolean live,
            boolean quiet,
            Optional<String> rerunOf,
            String event,
            long enqueuedAtEpochMilli) {
        return new QueueItem(
                id,
                subject,
                cycle,
                live,
                quiet,
                "",
                rerunOf,
                event,
                enqueuedAtEpochMilli,
                Standing.IN_LINE,
                false,
                0,
                Optional.empty());
    }

    private QueueItem(Draft draft, QueueItem from) {
        this(
                from.id,
                draft.subject,
                draft.cycle,
                from.live,
                from.quiet,
                draft.ahead,
                from.rerunOf,
                from.event,
                from.enqueuedAtEpochMilli,
                draft.standing,
                draft.startReported,
                draft.openReports,
                draft.buildset);
    }

    /// What of an item can change.
    private static final class Draft {
        private Subject subject;
        private List<Change> cycle;
        private String ahead;
        private Standing standing;
        private boolean startReported;
        private int openReports;
        private Optional<ItemBuildset> buildset;

        private Draft(QueueItem item) {
            subject = item.subject;
            cycle = item.cycle;
            ahead = item.ahead;
            standing = item.standing;
            startReported = item.startReported;
            openReports = item.openReports;
            buildset = item.buildset;
        }
    }

    private QueueItem edited(Consumer<Draft> edit) {
        Draft draft = new Draft(this);
        edit.accept(draft);
        return new QueueItem(draft, this);
    }

    /// Everything it tests, oldest first.
    public List<Subject> subjects() {
        return cycle.isEmpty() ? List.of(subject) : List.copyOf(cycle);
    }

    Stream<Change> changes() {
        return subjects().stream().filter(Change.class::isInstance).map(Change.class::cast);
    }

    /// Whether all its changes are merged, by whomever.
    boolean merged() {
        return subjects().stream()
                .allMatch(subject -> subject instanceof Change change && change.status() == ChangeStatus.MERGED);
    }

    boolean inLine() {
        return standing != Standing.GONE;
    }

    boolean holds(ChangeKey key) {
        return changes().anyMatch(own -> own.key().equals(key));
    }

    /// Unmerged changes that it needs besides its own.
    Stream<ChangeKey> needs() {
        return changes().flatMap(own -> own.needs().stream()).filter(key -> !holds(key));
    }

    boolean ended() {
        return buildset.map(ItemBuildset::ended).orElse(true);
    }

    QueueItem with(ItemBuildset next) {
        return edited(draft -> draft.buildset = Optional.of(next));
    }

    QueueItem withoutBuildset() {
        return edited(draft -> draft.buildset = Optional.empty());
    }

    /// Its change as it was read again.
    QueueItem with(Change read) {
        return edited(draft -> {
            if (subject instanceof Change own && own.key().equals(read.key())) {
                draft.subject = read;
            }
            draft.cycle = cycle.stream()
                    .map(own -> own.key().equals(read.key()) ? read : own)
                    .toList();
        });
    }

    QueueItem at(Standing next) {
        return edited(draft -> draft.standing = next);
    }

    QueueItem behind(String next) {
        return edited(draft -> draft.ahead = next);
    }

    QueueItem startNowReported() {
        return edited(draft -> draft.startReported = true);
    }

    QueueItem reports(int more) {
        return edited(draft -> draft.openReports = Math.max(0, openReports + more));
    }
}
