package dev.sluice.engine.buildset;

import dev.sluice.engine.buildset.BuildsetAction.AcquireSemaphores;
import dev.sluice.engine.buildset.BuildsetAction.StartBuild;
import dev.sluice.engine.buildset.JobRun.JobTry;
import dev.sluice.engine.buildset.JobRun.Verdict;
import java.util.List;

/// Which jobs may start (C4 to C6, C8), and with what they start.
final class JobStarts {
    private JobStarts() {}

    /// Fails the jobs whose requirements cannot be met (E24); before anything else, so that they are not skipped.
    static boolean refuse(BuildsetBoard board) {
        boolean refused = false;
        for (JobRun run : board.jobs()) {
            boolean open = run.step() == JobStep.WAITING || run.step() == JobStep.ACQUIRING;
            if (open && run.requirementsFailed().isPresent() && board.counts(run)) {
                Verdict verdict =
                        Verdict.of(BuildResult.FAILURE, run.requirementsFailed().get());
                JobEnds.finishUnbuilt(board, run, verdict);
                refused = true;
            }
        }
        return refused;
    }

    /// Starts all jobs that may; true when a job got a result by it.
    static boolean startReady(BuildsetBoard board) {
        boolean finished = false;
        for (JobRun run : board.jobs()) {
            if (run.step() == JobStep.WAITING && ready(board, run)) {
                if (run.node().semaphores().isEmpty()) {
                    finished |= start(board, run);
                } else {
                    board.act(new AcquireSemaphores(run.name(), run.node().semaphores()));
                    board.put(run.at(JobStep.ACQUIRING));
                }
            }
        }
        return finished;
    }

    /// The job's semaphores were granted; it may have lost its right to start since it asked.
    static void granted(BuildsetBoard board, String name) {
        board.find(name).ifPresent(run -> {
            if (run.step() == JobStep.ACQUIRING && ready(board, run)) {
                start(board, run);
            } else if (!run.building()) {
                JobEnds.release(board, run);
                if (run.step() == JobStep.ACQUIRING) {
                    board.put(run.at(JobStep.WAITING));
                }
            }
        });
    }

    private static boolean ready(BuildsetBoard board, JobRun run) {
        if (board.held() || !run.requirementsMet() || !board.counts(run)) {
            return false;
        }
        List<String> hard = board.graph().hardDependenciesOf(run.name());
        return board.graph().dependenciesOf(run.name()).stream()
                .map(board::job)
                .allMatch(needed ->
                        needed.satisfies() || (needed.ended(BuildResult.SKIPPED) && !hard.contains(needed.name())));
    }

    private static boolean start(BuildsetBoard board, JobRun run) {
        JobTry fresh = JobTry.of(board.freshBuild(), run.nextAttempt());
        if (run.node().noop()) {
            JobRun done = run.with(fresh.startedAt("", board.now()).endedAt(ReturnedData.nothing(), board.now()));
            JobEnds.finish(board, done, Verdict.of(BuildResult.SUCCESS, ""));
            return true;
        }
        List<JobRun> ancestors = board.graph().dependenciesOf(run.name()).stream()
                .map(board::job)
                .toList();
        board.act(new StartBuild(
                fresh.build(),
                run.name(),
                fresh.attempt(),
                Inheritance.data(ancestors),
                Inheritance.secrets(ancestors),
                Inheritance.artifacts(run, ancestors),
                board.graph().directDependentsOf(run.name()),
                ancestors.stream().anyMatch(needed -> needed.step() == JobStep.PAUSED)));
        board.put(run.with(fresh).at(JobStep.STARTING));
        return false;
    }
}
