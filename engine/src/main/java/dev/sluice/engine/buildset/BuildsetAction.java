package dev.sluice.engine.buildset;

import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the shell of a buildset must do.
public sealed interface BuildsetAction {

    /// Start a try of a job.
    ///
    /// @param build fresh uuid of 32 hex digits
    /// @param attempt counts from 1
    /// @param parentData merged data of the dependency jobs (E10, E11)
    /// @param parentSecrets sealed `secret_data` of the dependency jobs, earlier wins
    /// @param artifacts `zuul.artifacts` (E13, E25)
    /// @param childJobs names of direct dependents
    /// @param parentPaused whether a paused build waits for it, so that it goes before others (C53)
    record StartBuild(
            String build,
            String job,
            int attempt,
            Map<String, Object> parentData,
            List<String> parentSecrets,
            List<Artifact> artifacts,
            List<String> childJobs,
            boolean parentPaused)
            implements BuildsetAction {}

    /// All dependents have results: let the paused build go on with its post-run (D5).
    record ResumeBuild(String build) implements BuildsetAction {}

    record CancelBuild(String build, String reason) implements BuildsetAction {}

    /// Ask for a job's semaphores, all or none.
    record AcquireSemaphores(String job, List<SemaphoreUse> semaphores) implements BuildsetAction {}

    record ReleaseSemaphores(String job, List<SemaphoreUse> semaphores) implements BuildsetAction {}

    /// A job's state changed in a way that the queue must know.
    record TellQueue(JobProgress progress) implements BuildsetAction {}

    /// A try has ended, or a job got its result without one, and is to be written to the history.
    ///
    /// @param attempt 0 for a job that never ran
    record RecordBuild(BuildReport report, int attempt, boolean last) implements BuildsetAction {}

    /// All but the reporter jobs went well. Those wait for [BuildsetEvent.ItemReported].
    record Reportable(List<BuildReport> builds) implements BuildsetAction {}

    /// Every job has a final result; nothing runs any more.
    record Complete(BuildResult result, List<BuildReport> builds) implements BuildsetAction {}

    /// A job's progress, for requires/provides, failing items and the status page.
    ///
    /// @param result absent while it has none
    record JobProgress(
            String job,
            JobState state,
            String build,
            Optional<BuildResult> result,
            boolean failing,
            List<Artifact> artifacts) {}

    enum JobState {
        WAITING,
        QUEUED,
        RUNNING,
        PAUSED,
        COMPLETE
    }
}
