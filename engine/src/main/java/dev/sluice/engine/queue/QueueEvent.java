package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What can happen to a pipeline. Times are milliseconds since the epoch.
public sealed interface QueueEvent {

    long atEpochMilli();

    /// A trigger filter matched (F3) or an operator asked (F80).
    ///
    /// @param place where the subject's project lines up
    /// @param neighbours unmerged changes that it needs or that need it; empty for refs
    /// @param forced by an operator, so that `require` and `reject` do not count for what is put ahead (F80)
    /// @param rerun set when an operator asked to run failed jobs again
    /// @param event id of what brought it here, `zuul.event_id` of its jobs
    record Enqueue(
            Subject subject,
            Place place,
            List<Neighbour> neighbours,
            boolean quiet,
            boolean forced,
            Optional<Rerun> rerun,
            String event,
            long atEpochMilli)
            implements QueueEvent {

        public Enqueue {
            // Histories from before events had ids do not have it.
            event = Objects.requireNonNullElse(event, "");
        }

        /// Without the id of an event.
        public Enqueue(
                Subject subject,
                Place place,
                List<Neighbour> neighbours,
                boolean quiet,
                boolean forced,
                Optional<Rerun> rerun,
                long atEpochMilli) {
            this(subject, place, neighbours, quiet, forced, rerun, "", atEpochMilli);
        }

        /// A subject that shares its queue with nobody and needs nothing.
        public static Enqueue alone(Subject subject, long atEpochMilli) {
            return new Enqueue(subject, Place.ALONE, List.of(), false, false, Optional.empty(), atEpochMilli);
        }
    }

    /// Run again the failed jobs of an earlier buildset and what depends on them.
    record Rerun(String buildset) {}

    /// A newer patch set arrived (F30).
    record PatchsetCreated(Change change, long atEpochMilli) implements QueueEvent {}

    record ChangeAbandoned(Change change, long atEpochMilli) implements QueueEvent {}

    /// The change was read again: votes, status, message (F42).
    ///
    /// @param needed what it needs, at any distance; empty also when that was not read
    record ChangeUpdated(Change change, List<Change> needed, long atEpochMilli) implements QueueEvent {
        public ChangeUpdated {
            // Histories from before there were any do not have them.
            needed = Optional.ofNullable(needed).orElse(List.of());
        }
    }

    /// Merge, layout and freeze of a buildset succeeded (F47).
    ///
    /// @param graph reference under which the frozen jobs are stored
    record BuildsetPrepared(
            String buildset,
            String graph,
            List<JobNode> jobs,
            boolean projectInPipeline,
            List<Problem> warnings,
            long atEpochMilli)
            implements QueueEvent {}

    /// The item's configuration is wrong (A74, B47); `problems` holds at least one error.
    record ConfigurationRefused(String buildset, List<Problem> problems, boolean more, long atEpochMilli)
            implements QueueEvent {}

    record MergeConflicted(String buildset, String detail, List<String> files, long atEpochMilli)
            implements QueueEvent {}

    record JobProgressed(String buildset, JobProgress progress, long atEpochMilli) implements QueueEvent {}

    /// All but its reporter jobs went well; those wait for [QueueAction.RunReporterJobs].
    record BuildsetReportable(String buildset, List<BuildReport> builds, long atEpochMilli) implements QueueEvent {}

    record BuildsetCompleted(String buildset, BuildResult result, List<BuildReport> builds, long atEpochMilli)
            implements QueueEvent {}

    /// Answer to [QueueAction.LookUpArtifacts].
    ///
    /// @param failure the whole sentence of E24, when a provider of the newest buildset did not succeed
    record ArtifactsFound(
            String buildset, String job, List<Artifact> artifacts, Optional<String> failure, long atEpochMilli)
            implements QueueEvent {}

    /// The reviews of one [QueueAction.Report] were delivered, or given up (F72).
    ///
    /// @param action of the pipeline, such as `success`
    /// @param merged whether the connection says now that all its changes are merged (F64)
    record Reported(String item, String action, boolean delivered, boolean merged, long atEpochMilli)
            implements QueueEvent {}

    /// A live item is removed: an operator asks (F81), or another pipeline supersedes this one (F23).
    record Dequeue(String subjectId, String project, long atEpochMilli) implements QueueEvent {}

    /// An operator wants these live changes at the head of their queues, in this order (F82).
    ///
    /// @param subjects ids such as `12,3`
    record Promote(List<String> subjects, long atEpochMilli) implements QueueEvent {}

    /// The tenant has a new layout; pipeline settings may have changed (A78).
    ///
    /// @param seats for the subjects in the pipeline; one without a seat stays in the queue it is in
    record Reconfigured(String layout, PipelineRules rules, List<Seat> seats, long atEpochMilli) implements QueueEvent {
        public Reconfigured {
            seats = Optional.ofNullable(seats).orElse(List.of());
        }
    }

    /// The pipeline is not configured any more: everything in it leaves (A78).
    record PipelineRemoved(long atEpochMilli) implements QueueEvent {}
}
