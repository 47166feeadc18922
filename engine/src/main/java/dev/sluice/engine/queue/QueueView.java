package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import java.util.List;
import java.util.Optional;

/// A pipeline as status pages show it.
///
/// @param disabled whether it reports to nobody but the `disabled` reporters (F63)
public record QueueView(String tenant, String pipeline, boolean disabled, List<Line> queues) {

    /// A change queue, head first.
    ///
    /// @param name empty for a private one
    public record Line(String name, List<Item> items) {}

    /// @param subject such as `1,2` or `refs/heads/master`
    /// @param ahead id of the item ahead, empty for none
    /// @param buildset uuid of the attempt that counts, empty before the first
    public record Item(
            String id,
            String project,
            String branch,
            String subject,
            String url,
            boolean live,
            ItemState state,
            String ahead,
            long enqueuedAtEpochMilli,
            String buildset,
            List<Job> jobs) {}

    /// What an item is doing.
    public enum ItemState {
        /// Stands there for others.
        NOT_LIVE,
        WAITING,
        PREPARING,
        RUNNING,
        REPORTING,
        LEAVING
    }

    /// @param build uuid of its last try, empty before the first
    /// @param waitsFor names that it requires of items ahead and does not have yet
    public record Job(
            String name,
            boolean voting,
            JobState state,
            Optional<BuildResult> result,
            String build,
            List<String> waitsFor) {}

    public static QueueView of(QueueState state) {
        return new QueueView(
                state.rules().tenant(),
                state.rules().name(),
                state.disabled(),
                state.queues().stream()
                        .map(queue -> new Line(
                                queue.name(),
                                queue.items().stream().map(QueueView::item).toList()))
                        .toList());
    }

    private static Item item(QueueItem item) {
        return new Item(
                item.id(),
                item.subject().project().name(),
                item.subject().branch(),
                item.subject().id(),
                item.subject().url(),
                item.live(),
                state(item),
                item.ahead(),
                item.enqueuedAtEpochMilli(),
                item.buildset().map(ItemBuildset::uuid).orElse(""),
                item.buildset()
                        .map(buildset ->
                                buildset.jobs().stream().map(QueueView::job).toList())
                        .orElse(List.of()));
    }

    private static ItemState state(QueueItem item) {
        if (!item.live()) {
            return ItemState.NOT_LIVE;
        }
        return switch (item.standing()) {
            case MERGING, REPORTER_JOBS -> ItemState.REPORTING;
            case GONE -> item.openReports() > 0 ? ItemState.REPORTING : ItemState.LEAVING;
            case IN_LINE ->
                item.buildset()
                        .map(buildset -> switch (buildset.stage()) {
                            case PREPARING -> ItemState.PREPARING;
                            case RUNNING, REPORTABLE, REFUSED, CONFLICTED, COMPLETE -> ItemState.RUNNING;
                        })
                        .orElse(ItemState.WAITING);
        };
    }

    private static Job job(ItemJob job) {
        boolean waits = !job.answered() && job.progress().state() != JobState.COMPLETE;
        return new Job(
                job.node().name(),
                job.node().voting(),
                job.progress().state(),
                job.progress().result(),
                job.progress().build(),
                waits ? job.node().requires() : List.of());
    }
}
