package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.queue.ItemBuildset.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Artifacts that jobs require of the items ahead (E20 to E29).
final class Requirements {
    private Requirements() {}

    /// Answers each job whose requirements are decided by now.
    static void answer(PipelineBoard board) {
        for (QueueItem item : board.items().toList()) {
            ItemBuildset buildset = item.buildset().orElse(null);
            if (item.live() && item.inLine() && buildset != null && buildset.stage() == Stage.RUNNING) {
                for (ItemJob job : buildset.jobs()) {
                    boolean open = !job.answered() && job.asked().isEmpty();
                    if (open && job.progress().state() != JobState.COMPLETE) {
                        answer(board, item, buildset.uuid(), job);
                    }
                }
            }
        }
    }

    private static void answer(PipelineBoard board, QueueItem item, String buildset, ItemJob job) {
        List<List<Artifact>> nearestFirst = new ArrayList<>();
        for (QueueItem ahead : board.allAheadOf(item)) {
            Optional<QueueItem> producer = ahead.live() ? Optional.of(ahead) : liveTwin(board, ahead);
            if (producer.isPresent()) {
                Optional<List<Artifact>> served =
                        served(producer.get(), job.node().requires());
                if (served.isEmpty() || aboutToMerge(board, producer.get())) {
                    return;
                }
                nearestFirst.add(served.get());
            } else if (ahead.subject() instanceof Change change) {
                Optional<ItemJob.Found> found = job.found().stream()
                        .filter(answer -> answer.change().equals(change.key()))
                        .findFirst();
                if (found.isEmpty()) {
                    board.act(new QueueAction.LookUpArtifacts(
                            buildset, job.node().name(), change, job.node().requires()));
                    put(board, item.id(), job.asking(change.key()));
                    return;
                }
                nearestFirst.add(found.get().artifacts());
            }
        }
        List<Artifact> oldestFirst =
                nearestFirst.reversed().stream().flatMap(List::stream).toList();
        board.act(new QueueAction.MeetRequirements(buildset, job.node().name(), oldestFirst));
        put(board, item.id(), job.nowAnswered());
    }

    /// A live item of the same pipeline with the same patch set (E21).
    private static Optional<QueueItem> liveTwin(PipelineBoard board, QueueItem ahead) {
        return ahead.subject() instanceof Change change
                ? board.items()
                        .filter(item -> item.live() && item.inLine() && item.holds(change.key()))
                        .findFirst()
                : Optional.empty();
    }

    /// Whether the next thing that happens to the item is its merge; what merged hands nothing over (E26).
    private static boolean aboutToMerge(PipelineBoard board, QueueItem producer) {
        return board.discipline().merges()
                && board.liveAheadOf(producer).isEmpty()
                && producer.buildset().stream()
                        .flatMap(ItemBuildset::regularJobs)
                        .allMatch(job -> job.progress().state() == JobState.COMPLETE)
                && producer.buildset()
                        .filter(buildset -> buildset.failing() || buildset.unusable())
                        .isEmpty();
    }

    /// What a live item provides; absent when it is too early to know.
    private static Optional<List<Artifact>> served(QueueItem producer, List<String> requires) {
        ItemBuildset buildset = producer.buildset().orElse(null);
        if (buildset == null || buildset.stage() == Stage.PREPARING) {
            // Its jobs are not known yet. To go on would be to use the published artifact without a word.
            return Optional.empty();
        }
        List<Artifact> artifacts = new ArrayList<>();
        for (ItemJob job : buildset.jobs()) {
            if (job.providesAnyOf(requires)) {
                if (!job.serves()) {
                    return Optional.empty();
                }
                artifacts.addAll(job.progress().artifacts());
            }
        }
        return Optional.of(artifacts);
    }

    /// What leaves hands nothing over to jobs that have not started (E26).
    static void reopen(PipelineBoard board, QueueItem gone) {
        for (QueueItem item : board.behind(gone)) {
            item.buildset().stream()
                    .flatMap(buildset -> buildset.jobs().stream())
                    .filter(job -> job.answered()
                            && !job.node().requires().isEmpty()
                            && job.progress().state() == JobState.WAITING)
                    .forEach(job -> put(board, item.id(), job.reopened()));
            reopen(board, item);
        }
    }

    /// The history answered.
    static void found(PipelineBoard board, QueueEvent.ArtifactsFound answer) {
        board.itemOf(answer.buildset())
                .ifPresent(item -> item.buildset()
                        .flatMap(buildset -> buildset.job(answer.job()))
                        .filter(job -> job.asked().isPresent())
                        .ifPresent(job -> {
                            if (answer.failure().isPresent() && item.inLine()) {
                                board.act(new QueueAction.FailRequirements(
                                        answer.buildset(),
                                        answer.job(),
                                        answer.failure().get()));
                                put(board, item.id(), job.nowAnswered());
                            } else {
                                put(board, item.id(), job.told(answer.artifacts()));
                            }
                        }));
    }

    private static void put(PipelineBoard board, String itemId, ItemJob job) {
        board.item(itemId)
                .ifPresent(item -> item.buildset().ifPresent(buildset -> board.put(item.with(buildset.with(job)))));
    }
}
