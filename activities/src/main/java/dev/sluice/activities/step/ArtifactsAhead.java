package dev.sluice.activities.step;

import dev.sluice.activities.contract.MergedArtifacts;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a build is given of the changes ahead: what the queue says, and before it what merged so short a time ago that
/// it is not published. Without the latter a build on the merged sources would use images from before the merge.
final class ArtifactsAhead {
    /// A promotion that takes longer was given up: the site is better off with what is published.
    private static final Duration PROMOTED_WITHIN = Duration.ofDays(1);

    private final MergedArtifacts merged;
    private final Clock clock;

    ArtifactsAhead(MergedArtifacts merged, Clock clock) {
        this.merged = merged;
        this.clock = clock;
    }

    OpenWorkspace of(OpenWorkspace request, List<String> requires) {
        List<Artifact> all = new ArrayList<>(
                merged.notPromoted(request.tenant(), requires, clock.instant().minus(PROMOTED_WITHIN)));
        // What merged only just may be among those of the queue as well; there it has its place.
        all.removeIf(one ->
                request.artifacts().stream().anyMatch(ahead -> ahead.url().equals(one.url())));
        all.addAll(request.artifacts());
        return new OpenWorkspace(
                request.tenant(),
                request.pipeline(),
                request.buildset(),
                request.graph(),
                request.build(),
                request.job(),
                request.attempt(),
                request.parentData(),
                request.parentSecrets(),
                List.copyOf(all),
                request.childJobs());
    }
}
