package dev.sluice.engine.buildset;

import dev.sluice.engine.jobgraph.JobNode;
import java.util.List;
import java.util.Optional;

/// A job of a buildset.
///
/// @param nextAttempt number of the try that is or will be under way, counts from 1
/// @param build its current or last try, absent before the first
/// @param verdict its final result, absent while it has none
/// @param requirementsMet whether the queue said so (E20); true for a job without `requires`
/// @param requirementsFailed why they never will be (E24); it holds for every try
/// @param artifactsAhead artifacts of the items ahead, as the queue gave them (E25)
public record JobRun(
        JobNode node,
        JobStep step,
        int nextAttempt,
        Optional<JobTry> build,
        Optional<Verdict> verdict,
        boolean requirementsMet,
        Optional<String> requirementsFailed,
        List<Artifact> artifactsAhead) {

    /// One try.
    ///
    /// @param attempt 0 for a job that got its result without running
    /// @param url where its log is, empty when it has none
    /// @param startedAtEpochMilli 0 when it never started
    /// @param failing whether it signalled an early failure (C47)
    /// @param cancelAsked whether it was told to stop
    public record JobTry(
            String build,
            int attempt,
            String url,
            long startedAtEpochMilli,
            long endedAtEpochMilli,
            boolean failing,
            boolean cancelAsked,
            ReturnedData returned) {

        static JobTry of(String build, int attempt) {
            return new JobTry(build, attempt, "", 0, 0, false, false, ReturnedData.nothing());
        }

        JobTry startedAt(String logUrl, long atEpochMilli) {
            return new JobTry(build, attempt, logUrl, atEpochMilli, endedAtEpochMilli, failing, cancelAsked, returned);
        }

        JobTry endedAt(ReturnedData all, long atEpochMilli) {
            return new JobTry(build, attempt, url, startedAtEpochMilli, atEpochMilli, failing, cancelAsked, all);
        }

        JobTry returning(ReturnedData soFar) {
            return endedAt(soFar, endedAtEpochMilli);
        }

        JobTry nowFailing() {
            return new JobTry(build, attempt, url, startedAtEpochMilli, endedAtEpochMilli, true, cancelAsked, returned);
        }

        JobTry askedToCancel() {
            return new JobTry(build, attempt, url, startedAtEpochMilli, endedAtEpochMilli, failing, true, returned);
        }
    }

    /// A final result and what is said about it.
    public record Verdict(BuildResult result, String detail, boolean skippedByChildJobs, boolean carriedOver) {
        static Verdict of(BuildResult result, String detail) {
            return new Verdict(result, detail, false, false);
        }
    }

    static JobRun waiting(JobNode node) {
        return new JobRun(
                node,
                JobStep.WAITING,
                1,
                Optional.empty(),
                Optional.empty(),
                node.requires().isEmpty(),
                Optional.empty(),
                List.of());
    }

    String name() {
        return node.name();
    }

    boolean complete() {
        return step == JobStep.COMPLETE;
    }

    boolean ended(BuildResult result) {
        return verdict.isPresent() && verdict.get().result() == result;
    }

    /// Ended otherwise than well or skipped.
    boolean failed() {
        return complete() && !ended(BuildResult.SUCCESS) && !ended(BuildResult.SKIPPED);
    }

    /// Good enough for those that depend on it: it succeeded, or it is paused (D3). In post-run, after the pause, it no
    /// longer serves.
    boolean satisfies() {
        return ended(BuildResult.SUCCESS) || step == JobStep.PAUSED;
    }

    /// Whether a build of it is alive.
    boolean building() {
        return switch (step) {
            case STARTING, RUNNING, PAUSED, RESUMED, DISCARDING -> true;
            case WAITING, ACQUIRING, COMPLETE -> false;
        };
    }

    ReturnedData returned() {
        return build.map(JobTry::returned).orElseGet(ReturnedData::nothing);
    }

    JobRun at(JobStep next) {
        return new JobRun(node, next, nextAttempt, build, verdict, requirementsMet, requirementsFailed, artifactsAhead);
    }

    JobRun with(JobTry next) {
        return new JobRun(
                node,
                step,
                nextAttempt,
                Optional.of(next),
                verdict,
                requirementsMet,
                requirementsFailed,
                artifactsAhead);
    }

    JobRun completeWith(Verdict end) {
        return new JobRun(
                node,
                JobStep.COMPLETE,
                nextAttempt,
                build,
                Optional.of(end),
                requirementsMet,
                requirementsFailed,
                artifactsAhead);
    }

    /// Back to the start, keeping what the queue said about its requirements.
    JobRun again(int attempt) {
        return new JobRun(
                node,
                JobStep.WAITING,
                attempt,
                build,
                Optional.empty(),
                requirementsMet,
                requirementsFailed,
                artifactsAhead);
    }

    JobRun requirementsMetWith(List<Artifact> artifacts) {
        return new JobRun(node, step, nextAttempt, build, verdict, true, Optional.empty(), List.copyOf(artifacts));
    }

    JobRun requirementsFailedBecause(String detail) {
        return new JobRun(node, step, nextAttempt, build, verdict, false, Optional.of(detail), List.of());
    }
}
