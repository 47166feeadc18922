package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.jobgraph.JobNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A job of an item, as the queue sees it.
///
/// @param answered whether its buildset was told how its `requires` stand, which happens once
/// @param asked the change whose history was asked for, absent when no question is open
/// @param found answers of the history
public record ItemJob(
        JobNode node, JobProgress progress, boolean answered, Optional<ChangeKey> asked, List<Found> found) {

    /// What the history knows of a change that left the pipeline.
    public record Found(ChangeKey change, List<Artifact> artifacts) {}

    static ItemJob waiting(JobNode node) {
        return new ItemJob(
                node,
                new JobProgress(node.name(), JobState.WAITING, "", Optional.empty(), false, List.of()),
                node.requires().isEmpty(),
                Optional.empty(),
                List.of());
    }

    /// Whether consumers may use what it provides (E21): it succeeded, or it is paused.
    boolean serves() {
        return progress.state() == JobState.PAUSED || progress.result().equals(Optional.of(BuildResult.SUCCESS));
    }

    /// Whether the item cannot succeed any more because of it (C21).
    boolean failsItem() {
        return progress.failing();
    }

    boolean providesAnyOf(List<String> names) {
        return node.provides().stream().anyMatch(names::contains);
    }

    ItemJob at(JobProgress next) {
        return new ItemJob(node, next, answered, asked, found);
    }

    ItemJob nowAnswered() {
        return new ItemJob(node, progress, true, Optional.empty(), found);
    }

    ItemJob reopened() {
        return new ItemJob(node, progress, false, asked, found);
    }

    ItemJob asking(ChangeKey change) {
        return new ItemJob(node, progress, answered, Optional.of(change), found);
    }

    /// The open question was answered.
    ItemJob told(List<Artifact> artifacts) {
        List<Found> all = new ArrayList<>(found);
        asked.ifPresent(change -> all.add(new Found(change, List.copyOf(artifacts))));
        return new ItemJob(node, progress, answered, Optional.empty(), List.copyOf(all));
    }
}
