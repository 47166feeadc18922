package dev.sluice.workflows.build;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.shell.Turn;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One try of a job.
///
/// @param project canonical name, for people and search
/// @param change the subject's id, such as `12,3`
/// @param graph reference of the frozen jobs
/// @param attempt counts from 1
/// @param attempts limit of tries of the job
/// @param turn when it gets a place
/// @param parentData data of the dependency jobs; see
///     [StartBuild][dev.sluice.engine.buildset.BuildsetAction.StartBuild] for this and what follows
public record BuildInput(
        String tenant,
        String pipeline,
        String project,
        String change,
        String buildset,
        String graph,
        String build,
        String job,
        int attempt,
        int attempts,
        Map<String, Object> parentData,
        List<String> parentSecrets,
        List<Artifact> artifacts,
        List<String> childJobs,
        Timeouts timeouts,
        Turn turn) {

    public BuildInput {
        // Histories from before there were turns do not have it.
        turn = Objects.requireNonNullElse(turn, Turn.NONE);
    }
}
