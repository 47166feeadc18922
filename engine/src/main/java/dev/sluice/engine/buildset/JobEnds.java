package dev.sluice.engine.buildset;

import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.BuildsetState.Stage;
import dev.sluice.engine.buildset.JobRun.JobTry;
import dev.sluice.engine.buildset.JobRun.Verdict;
import java.util.Optional;

/// How a job gets its result, or another try (C30 to C38).
final class JobEnds {
    private JobEnds() {}

    static void ended(BuildsetBoard board, JobRun run, BuildEnd end, ReturnedData returned) {
        ReturnedData told = ReturnedArtifacts.complete(returned, board.before().source(), run.name());
        JobRun closed = run.with(tryOf(run).endedAt(told, board.now()));
        boolean stopped = board.stage() == Stage.CANCELING || tryOf(run).cancelAsked();
        if (run.step() == JobStep.DISCARDING) {
            if (stopped) {
                finish(board, closed, Verdict.of(BuildResult.CANCELED, ""));
            } else {
                setAside(board, closed, BuildResult.CANCELED);
                board.put(closed.again(closed.nextAttempt()));
            }
            return;
        }
        boolean triesLeft = tryOf(run).attempt() < run.node().attempts();
        switch (end) {
            case BuildEnd.Finished(BuildResult result, Optional<String> detail)
            when result == BuildResult.MERGE_CONFLICT && triesLeft && !stopped -> retry(board, closed);
            case BuildEnd.Finished(BuildResult result, Optional<String> detail) ->
                finish(board, closed, Verdict.of(afterSignal(closed, result), detail.orElse("")));
            case BuildEnd.NodeFailure(String detail) ->
                finish(board, closed, Verdict.of(BuildResult.NODE_FAILURE, detail));
            case BuildEnd.Canceled() -> finish(board, closed, Verdict.of(BuildResult.CANCELED, ""));
            case BuildEnd.NoResult(String detail) -> {
                if (stopped) {
                    finish(board, closed, Verdict.of(BuildResult.CANCELED, ""));
                } else if (triesLeft) {
                    retry(board, closed);
                } else {
                    finish(board, closed, Verdict.of(BuildResult.RETRY_LIMIT, detail));
                }
            }
            case BuildEnd.Lost(String detail) -> {
                if (stopped) {
                    finish(board, closed, Verdict.of(BuildResult.CANCELED, ""));
                } else {
                    retry(board, closed);
                }
            }
        }
    }

    /// An early failure is not forgotten when the build ends well after all (C47).
    private static BuildResult afterSignal(JobRun run, BuildResult result) {
        return result == BuildResult.SUCCESS && tryOf(run).failing() ? BuildResult.FAILURE : result;
    }

    /// Gives a job its result after a build.
    static void finish(BuildsetBoard board, JobRun closed, Verdict verdict) {
        release(board, closed);
        JobRun done = closed.completeWith(verdict);
        board.put(done);
        board.act(new BuildsetAction.RecordBuild(
                JobReports.report(done), tryOf(done).attempt(), true));
    }

    /// Gives a job its result without a build; the history gets a line of it all the same (E24).
    static void finishUnbuilt(BuildsetBoard board, JobRun run, Verdict verdict) {
        if (run.step() == JobStep.ACQUIRING) {
            release(board, run);
        }
        JobRun done = run.with(JobTry.of(board.freshBuild(), 0).endedAt(ReturnedData.nothing(), board.now()))
                .completeWith(verdict);
        board.put(done);
        board.act(new BuildsetAction.RecordBuild(JobReports.report(done), 0, true));
    }

    private static void retry(BuildsetBoard board, JobRun closed) {
        setAside(board, closed, BuildResult.RETRY);
        board.put(closed.again(closed.nextAttempt() + 1));
        // What ran on top of this try has nothing to stand on any more (C36, D12).
        for (String name : board.graph().dependentsOf(closed.name())) {
            discard(board, board.job(name));
        }
    }

    private static void discard(BuildsetBoard board, JobRun run) {
        switch (run.step()) {
            case WAITING, DISCARDING -> {}
            case ACQUIRING -> {
                release(board, run);
                board.put(run.at(JobStep.WAITING));
            }
            case STARTING, RUNNING, PAUSED, RESUMED -> {
                String reason = "A job that it depends on runs again.";
                board.act(new BuildsetAction.CancelBuild(tryOf(run).build(), reason));
                board.put(run.at(JobStep.DISCARDING));
            }
            case COMPLETE -> {
                BuildResult result = run.verdict().orElseThrow().result();
                board.act(new BuildsetAction.RecordBuild(
                        JobReports.report(run, Verdict.of(result, "")),
                        tryOf(run).attempt(),
                        false));
                board.put(run.again(run.nextAttempt()));
            }
        }
    }

    private static void setAside(BuildsetBoard board, JobRun closed, BuildResult result) {
        release(board, closed);
        board.act(new BuildsetAction.RecordBuild(
                JobReports.report(closed, Verdict.of(result, "")), tryOf(closed).attempt(), false));
    }

    static void release(BuildsetBoard board, JobRun run) {
        if (!run.node().semaphores().isEmpty()) {
            board.act(
                    new BuildsetAction.ReleaseSemaphores(run.name(), run.node().semaphores()));
        }
    }

    static JobTry tryOf(JobRun run) {
        return run.build().orElseThrow(() -> new IllegalStateException("no build in " + run));
    }
}
