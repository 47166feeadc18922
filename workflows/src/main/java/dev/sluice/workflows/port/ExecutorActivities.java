package dev.sluice.workflows.port;

import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepRun;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/// The executor of a build: its workspace and its steps. After [#openWorkspace] all calls go to the host's own task
/// queue.
@ActivityInterface
public interface ExecutorActivities {
    /// The signal by which a step that still runs tells its workflow that its output says that the build fails (C47).
    String OUTPUT_FAILED = "outputFailed";

    /// Checks out sources and playbooks and starts the build's log. Idempotent by build.
    ///
    /// An invalid playbook is a failure of kind [FailureKind#CONFIG]; a repository out of
    /// reach is one of kind [FailureKind#DEPENDENCY].
    Workspace openWorkspace(OpenWorkspace request);

    /// Runs one step on one host. A failing task is a result, not a failure of the activity; the latter means that
    /// something we depend on failed, and that the step may be run again.
    StepEnd runStep(StepRequest request);

    /// All that the build returned so far.
    ReturnedData returned(String build);

    /// Writes a line into the build's log: what phase begins, what ended how.
    void announce(String build, String line);

    /// Ends the log and removes the workspace. Idempotent.
    void closeWorkspace(String build, String result);

    /// @param attempt counts from 1
    record OpenWorkspace(
            String tenant,
            String pipeline,
            String buildset,
            String graph,
            String build,
            String job,
            int attempt,
            Map<String, Object> parentData,
            List<String> parentSecrets,
            List<Artifact> artifacts,
            List<String> childJobs) {}

    /// @param hostQueue task queue of the host that holds the workspace
    /// @param nodes nodes to provision, in order; empty for a job on the executor alone
    /// @param timeoutSeconds 0 for none
    record Workspace(
            String hostQueue,
            String logUrl,
            List<NodeRequest> nodes,
            List<PhasePlaybook> playbooks,
            List<PlaybookOutline> outlines,
            long timeoutSeconds,
            long postTimeoutSeconds) {}

    /// @param names inventory names of the one node
    record NodeRequest(List<String> names, String label) {}

    /// @param success `zuul_success`; `willRetry` `zuul_will_retry` (C48); both only seen in post-run
    record StepRequest(
            String build, int playbook, StepRun run, boolean success, boolean willRetry, long timeoutSeconds) {}
}
