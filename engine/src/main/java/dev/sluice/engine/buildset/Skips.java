package dev.sluice.engine.buildset;

import dev.sluice.engine.buildset.JobRun.Verdict;

/// Jobs that get a result because of what others did: skipped below a failure (C7) or by `child_jobs` (D20),
/// cancelled by fail-fast (C51).
final class Skips {
    private Skips() {}

    /// Skips what hangs on failed jobs and what `child_jobs` left out.
    static boolean skip(BuildsetBoard board) {
        boolean skipped = false;
        for (JobRun run : board.jobs()) {
            if (run.failed()) {
                Verdict verdict = Verdict.of(BuildResult.SKIPPED, "Skipped due to failed job " + run.name());
                for (String name : board.graph().dependentsOf(run.name())) {
                    skipped |= skip(board, name, verdict);
                }
            } else if (run.satisfies() && run.returned().childJobs().isPresent()) {
                Verdict verdict = new Verdict(BuildResult.SKIPPED, "", true, false);
                for (String name : board.graph()
                        .skippedByChildJobs(
                                run.name(), run.returned().childJobs().orElseThrow())) {
                    skipped |= skip(board, name, verdict);
                }
            }
        }
        return skipped;
    }

    private static boolean skip(BuildsetBoard board, String name, Verdict verdict) {
        JobRun run = board.job(name);
        // A job that already has a build is left alone (D20).
        if (run.step() == JobStep.WAITING || run.step() == JobStep.ACQUIRING) {
            JobEnds.finishUnbuilt(board, run, verdict);
            return true;
        }
        return false;
    }

    /// Cancels the rest once a voting job has failed.
    static boolean failFast(BuildsetBoard board) {
        boolean failed = board.failFast()
                && board.jobs().stream()
                        .anyMatch(run -> run.failed() && run.node().voting());
        return failed && cancelAll(board, "Another job of the buildset failed.");
    }

    /// Cancels all that has no result; true when something changed.
    static boolean cancelAll(BuildsetBoard board, String reason) {
        boolean changed = false;
        for (JobRun run : board.jobs()) {
            switch (run.step()) {
                case COMPLETE -> {}
                case WAITING, ACQUIRING -> {
                    JobEnds.finishUnbuilt(board, run, Verdict.of(BuildResult.CANCELED, ""));
                    changed = true;
                }
                case STARTING, RUNNING, PAUSED, RESUMED -> {
                    if (!JobEnds.tryOf(run).cancelAsked()) {
                        String build = JobEnds.tryOf(run).build();
                        board.act(new BuildsetAction.CancelBuild(build, reason));
                        board.put(run.with(JobEnds.tryOf(run).askedToCancel()));
                        changed = true;
                    }
                }
                // Its build was told to stop already; now it will not run again either.
                case DISCARDING -> board.put(run.with(JobEnds.tryOf(run).askedToCancel()));
            }
        }
        return changed;
    }
}
