package dev.sluice.engine.buildset;

import dev.sluice.engine.jobgraph.JobNode;
import java.util.List;
import java.util.Optional;

/// What can happen to a buildset. Times are milliseconds since the epoch.
public sealed interface BuildsetEvent {

    long atEpochMilli();

    /// The job graph is frozen; jobs are in graph order.
    record Prepared(List<JobNode> jobs, boolean failFast, List<CarriedResult> carried, long atEpochMilli)
            implements BuildsetEvent {}

    /// The queue says that the job's `requires` are met, with the artifacts of the items ahead, in the order of E25.
    record RequirementsMet(String job, List<Artifact> artifacts, long atEpochMilli) implements BuildsetEvent {}

    /// The queue says that they never will be (E24).
    record RequirementsFailed(String job, String detail, long atEpochMilli) implements BuildsetEvent {}

    /// The job's semaphores were granted (C52).
    record SemaphoresAcquired(String job, long atEpochMilli) implements BuildsetEvent {}

    /// A build's nodes are ready and it runs; its log can be watched.
    record BuildStarted(String build, String url, long atEpochMilli) implements BuildsetEvent {}

    record BuildPaused(String build, ReturnedData returned, long atEpochMilli) implements BuildsetEvent {}

    /// A try ended. `NO_RESULT` of an executor is [BuildEnd.NoResult].
    record BuildEnded(String build, BuildEnd end, ReturnedData returned, long atEpochMilli) implements BuildsetEvent {}

    /// A build signalled an early failure (C47).
    record BuildFailing(String build, long atEpochMilli) implements BuildsetEvent {}

    /// The queue lets items behind a hold-following job go on, or holds them (C50).
    record HeldByItemAhead(boolean held, long atEpochMilli) implements BuildsetEvent {}

    /// The item's success was reported, and what was to merge has merged: the reporter jobs may run.
    record ItemReported(long atEpochMilli) implements BuildsetEvent {}

    /// The attempt is not wanted any more.
    record CancelRequested(String reason, long atEpochMilli) implements BuildsetEvent {}

    /// A result of an earlier attempt whose inputs are unchanged.
    record CarriedResult(String job, String build, BuildReport report, ReturnedData returned) {}

    /// How a try ended, as its build workflow saw it.
    sealed interface BuildEnd {
        /// The phases ran to an end; `result` is final.
        record Finished(BuildResult result, Optional<String> detail) implements BuildEnd {}

        /// Infrastructure or pre-run failure (C30): retried while tries are left (C31).
        record NoResult(String detail) implements BuildEnd {}

        /// The executor was lost or stopped: retried whatever `attempts` says (C32).
        record Lost(String detail) implements BuildEnd {}

        /// The node request failed for good (C10).
        record NodeFailure(String detail) implements BuildEnd {}

        record Canceled() implements BuildEnd {}
    }
}
