package dev.sluice.engine.buildset;

import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.buildset.JobRun.JobTry;
import dev.sluice.engine.buildset.JobRun.Verdict;
import java.util.List;
import java.util.Optional;

/// What a buildset tells about its jobs.
final class JobReports {
    private JobReports() {}

    static BuildReport report(JobRun run) {
        return report(run, run.verdict().orElseThrow());
    }

    static BuildReport report(JobRun run, Verdict verdict) {
        JobTry last = JobEnds.tryOf(run);
        ReturnedData returned = last.returned();
        return new BuildReport(
                run.name(),
                last.build(),
                verdict.result(),
                verdict.detail(),
                run.node().voting(),
                returned.logUrl().or(() -> last.url().isEmpty() ? Optional.empty() : Optional.of(last.url())),
                last.startedAtEpochMilli(),
                last.endedAtEpochMilli(),
                verdict.skippedByChildJobs(),
                verdict.carriedOver(),
                run.node().successMessage(),
                run.node().failureMessage(),
                returned.warnings(),
                returned.artifacts(),
                ReturnedComments.of(returned.fileComments()));
    }

    static JobProgress progress(JobRun run) {
        boolean signalled = run.building()
                && run.step() != JobStep.DISCARDING
                && JobEnds.tryOf(run).failing();
        return new JobProgress(
                run.name(),
                state(run.step()),
                run.build().map(JobTry::build).orElse(""),
                run.verdict().map(Verdict::result),
                run.node().voting() && (run.failed() || signalled),
                run.satisfies() ? run.returned().artifacts() : List.of());
    }

    private static JobState state(JobStep step) {
        return switch (step) {
            case WAITING, DISCARDING -> JobState.WAITING;
            case ACQUIRING, STARTING -> JobState.QUEUED;
            case RUNNING, RESUMED -> JobState.RUNNING;
            case PAUSED -> JobState.PAUSED;
            case COMPLETE -> JobState.COMPLETE;
        };
    }

    /// C20: every voting job succeeded or was skipped, and not all were skipped.
    static BuildResult result(List<JobRun> jobs) {
        boolean allSkipped = jobs.stream().allMatch(run -> run.ended(BuildResult.SKIPPED));
        boolean good = jobs.stream().noneMatch(run -> run.node().voting() && run.failed());
        if (jobs.isEmpty()) {
            return BuildResult.SKIPPED;
        }
        return good && !allSkipped ? BuildResult.SUCCESS : BuildResult.FAILURE;
    }
}
