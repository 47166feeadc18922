package dev.sluice.engine.jobgraph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job as it will run for one change: every attribute decided, nothing left to look up in the layout.
///
/// @param preRun outermost ancestor first
/// @param postRun innermost first, cleanup playbooks among them (C46)
/// @param vars job, project and template variables after merge; values are JSON values
/// @param inheritancePath the stanzas that made the job, in the order they were applied, for people
public record FrozenJob(
        String name,
        List<JobDependency> dependencies,
        boolean voting,
        boolean holdFollowingChanges,
        boolean postReview,
        int attempts,
        Optional<Integer> timeoutSeconds,
        Optional<Integer> postTimeoutSeconds,
        FrozenNodeset nodeset,
        List<FrozenPlaybook> preRun,
        List<FrozenPlaybook> run,
        List<FrozenPlaybook> postRun,
        Map<String, Object> vars,
        Map<String, Object> extraVars,
        Map<String, Object> hostVars,
        Map<String, Object> groupVars,
        List<RequiredProject> requiredProjects,
        Optional<String> overrideCheckout,
        List<String> tags,
        List<String> provides,
        List<String> requires,
        List<SemaphoreUse> semaphores,
        Optional<String> successMessage,
        Optional<String> failureMessage,
        String deduplicate,
        List<String> failureOutput,
        List<String> inheritancePath) {

    /// The same job under another name.
    FrozenJob named(String next, List<JobDependency> edges) {
        return new FrozenJob(
                next,
                edges,
                voting,
                holdFollowingChanges,
                postReview,
                attempts,
                timeoutSeconds,
                postTimeoutSeconds,
                nodeset,
                preRun,
                run,
                postRun,
                vars,
                extraVars,
                hostVars,
                groupVars,
                requiredProjects,
                overrideCheckout,
                tags,
                provides,
                requires,
                semaphores,
                successMessage,
                failureMessage,
                deduplicate,
                failureOutput,
                inheritancePath);
    }

    /// The part that planners need.
    public JobNode node() {
        return new JobNode(
                name,
                dependencies,
                voting,
                holdFollowingChanges,
                attempts,
                provides,
                requires,
                semaphores,
                nodeset.nodes().stream().map(FrozenNode::label).toList(),
                run.isEmpty() && name.equals("noop"),
                successMessage,
                failureMessage);
    }
}
