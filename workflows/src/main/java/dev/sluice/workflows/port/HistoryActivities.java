package dev.sluice.workflows.port;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/// The history of buildsets and builds. All writes are idempotent by uuid.
@ActivityInterface
public interface HistoryActivities {

    void recordBuildset(BuildsetRecord record);

    void recordBuild(BuildRecord record);

    /// Artifacts of an earlier buildset of a change (E21, E24).
    ArtifactLookup findArtifacts(FindArtifacts request);

    /// Successful results of a buildset that may be carried over (empty when its inputs differ from `graph`).
    List<CarriedResult> reusableResults(String buildset, String graph);

    /// @param cycle all changes of a dependency cycle, the subject among them; else empty
    /// @param result empty while it runs
    /// @param message what was reported, else empty
    record BuildsetRecord(
            String buildset,
            String tenant,
            String pipeline,
            Subject subject,
            List<Change> cycle,
            String graph,
            String result,
            String message,
            long atEpochMilli) {

        public BuildsetRecord {
            // Histories from before there was one do not have it.
            cycle = Optional.ofNullable(cycle).orElse(List.of());
        }
    }

    /// @param last whether this is the job's last try
    record BuildRecord(String buildset, BuildReport report, ReturnedData returned, int attempt, boolean last) {}

    /// @param job the consumer, for the failure's text
    /// @param project canonical name
    record FindArtifacts(
            String job,
            String tenant,
            String pipeline,
            String project,
            String branch,
            int change,
            int patchset,
            List<String> requires) {}

    /// @param failure set when a provider of the newest buildset failed (E24)
    record ArtifactLookup(List<Artifact> artifacts, Optional<String> failure) {}
}
