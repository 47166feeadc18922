package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The attempt at an item that counts now.
///
/// @param projectInPipeline whether the project runs anything in this pipeline (F61)
/// @param problems errors of a refused attempt, otherwise warnings
/// @param moreProblems whether there were too many to tell
/// @param conflict what could not be merged
/// @param result absent until the buildset has ended
/// @param builds in graph order, once it has ended
/// @param held whether it was told to start nothing (C50, F58)
/// @param canceling whether it was told to stop
public record ItemBuildset(
        String uuid,
        Stage stage,
        String graph,
        boolean projectInPipeline,
        List<ItemJob> jobs,
        List<Problem> problems,
        boolean moreProblems,
        String conflict,
        List<String> conflictFiles,
        Optional<BuildResult> result,
        List<BuildReport> builds,
        boolean held,
        boolean canceling) {

    /// Where the attempt is.
    public enum Stage {
        /// Merge, layout and job graph are being made.
        PREPARING,
        RUNNING,
        /// All but its reporter jobs went well; those wait until that was reported.
        REPORTABLE,
        REFUSED,
        CONFLICTED,
        COMPLETE
    }

    static ItemBuildset preparing(String uuid, boolean held) {
        return new ItemBuildset(
                uuid,
                Stage.PREPARING,
                "",
                true,
                List.of(),
                List.of(),
                false,
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                held,
                false);
    }

    /// Whether nothing of it can still be alive.
    boolean ended() {
        return switch (stage) {
            case PREPARING, RUNNING, REPORTABLE -> false;
            case REFUSED, CONFLICTED, COMPLETE -> true;
        };
    }

    ItemBuildset prepared(String frozen, boolean inPipeline, List<ItemJob> frozenJobs, List<Problem> warnings) {
        return new ItemBuildset(
                uuid,
                Stage.RUNNING,
                frozen,
                inPipeline,
                frozenJobs,
                warnings,
                false,
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                held,
                canceling);
    }

    ItemBuildset refused(List<Problem> errors, boolean more) {
        return at(Stage.REFUSED, errors, more, "", List.of());
    }

    ItemBuildset conflicted(String detail, List<String> files) {
        return at(Stage.CONFLICTED, List.of(), false, detail, files);
    }

    private ItemBuildset at(Stage end, List<Problem> errors, boolean more, String detail, List<String> files) {
        return new ItemBuildset(
                uuid,
                end,
                "",
                true,
                List.of(),
                errors,
                more,
                detail,
                files,
                Optional.empty(),
                List.of(),
                held,
                canceling);
    }

    ItemBuildset reportable(List<BuildReport> all) {
        return edited(Stage.REPORTABLE, jobs, Optional.of(BuildResult.SUCCESS), all, held, canceling);
    }

    /// What was reported keeps to the builds that were reported.
    ItemBuildset complete(BuildResult end, List<BuildReport> all) {
        List<BuildReport> told = stage == Stage.REPORTABLE ? builds : all;
        return edited(Stage.COMPLETE, jobs, Optional.of(end), told, held, canceling);
    }

    ItemBuildset with(ItemJob job) {
        List<ItemJob> next = jobs.stream()
                .map(old -> old.node().name().equals(job.node().name()) ? job : old)
                .toList();
        return edited(stage, next, result, builds, held, canceling);
    }

    ItemBuildset nowHeld(boolean hold) {
        return edited(stage, jobs, result, builds, hold, canceling);
    }

    ItemBuildset nowCanceling() {
        return edited(stage, jobs, result, builds, held, true);
    }

    private ItemBuildset edited(
            Stage nextStage,
            List<ItemJob> nextJobs,
            Optional<BuildResult> nextResult,
            List<BuildReport> nextBuilds,
            boolean nextHeld,
            boolean nextCanceling) {
        return new ItemBuildset(
                uuid,
                nextStage,
                graph,
                projectInPipeline,
                nextJobs,
                problems,
                moreProblems,
                conflict,
                conflictFiles,
                nextResult,
                nextBuilds,
                nextHeld,
                nextCanceling);
    }

    boolean hasJobGraph() {
        return stage == Stage.RUNNING || stage == Stage.REPORTABLE || stage == Stage.COMPLETE;
    }

    /// Whether a job is known to go wrong (C21).
    boolean failing() {
        return regularJobs().anyMatch(ItemJob::failsItem);
    }

    /// Whether there is nothing to run.
    boolean unusable() {
        return stage == Stage.CONFLICTED || stage == Stage.REFUSED;
    }

    /// Whether a job holds what is behind the item (C50).
    boolean holdsFollowing() {
        return hasJobGraph()
                && regularJobs()
                        .anyMatch(job -> job.node().holdFollowingChanges()
                                && !job.progress().result().equals(Optional.of(BuildResult.SUCCESS)));
    }

    /// All but the reporter jobs.
    Stream<ItemJob> regularJobs() {
        return jobs.stream().filter(job -> !job.node().reporter());
    }

    boolean hasRegularJobs() {
        return regularJobs().findAny().isPresent();
    }

    Optional<ItemJob> job(String name) {
        return jobs.stream().filter(job -> job.node().name().equals(name)).findFirst();
    }

    ItemBuildset progressed(JobProgress progress) {
        return job(progress.job()).map(job -> with(job.at(progress))).orElse(this);
    }
}
