package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Optional;

/// The attempt at an item that counts now.
///
/// @param projectInPipeline whether the project runs anything in this pipeline (F61)
/// @param problems errors of a refused attempt, otherwise warnings
/// @param moreProblems whether there were too many to tell
/// @param conflict what could not be merged
/// @param result absent until the buildset has ended
/// @param builds in graph order, once it has ended
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
        List<BuildReport> builds) {

    /// Where the attempt is.
    public enum Stage {
        /// Merge, layout and job graph are being made.
        PREPARING,
        RUNNING,
        REFUSED,
        CONFLICTED,
        COMPLETE
    }

    static ItemBuildset preparing(String uuid) {
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
                List.of());
    }

    /// Whether nothing of it can still be alive.
    boolean ended() {
        return switch (stage) {
            case PREPARING, RUNNING -> false;
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
                List.of());
    }

    ItemBuildset refused(List<Problem> errors, boolean more) {
        return new ItemBuildset(
                uuid, Stage.REFUSED, "", true, List.of(), errors, more, "", List.of(), Optional.empty(), List.of());
    }

    ItemBuildset conflicted(String detail, List<String> files) {
        return new ItemBuildset(
                uuid,
                Stage.CONFLICTED,
                "",
                true,
                List.of(),
                List.of(),
                false,
                detail,
                files,
                Optional.empty(),
                List.of());
    }

    ItemBuildset complete(BuildResult end, List<BuildReport> all) {
        return new ItemBuildset(
                uuid,
                Stage.COMPLETE,
                graph,
                projectInPipeline,
                jobs,
                problems,
                moreProblems,
                conflict,
                conflictFiles,
                Optional.of(end),
                all);
    }

    ItemBuildset with(ItemJob job) {
        List<ItemJob> next = jobs.stream()
                .map(old -> old.node().name().equals(job.node().name()) ? job : old)
                .toList();
        return new ItemBuildset(
                uuid,
                stage,
                graph,
                projectInPipeline,
                next,
                problems,
                moreProblems,
                conflict,
                conflictFiles,
                result,
                builds);
    }

    Optional<ItemJob> job(String name) {
        return jobs.stream().filter(job -> job.node().name().equals(name)).findFirst();
    }

    ItemBuildset progressed(JobProgress progress) {
        return job(progress.job()).map(job -> with(job.at(progress))).orElse(this);
    }
}
