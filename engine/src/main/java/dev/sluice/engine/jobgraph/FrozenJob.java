package dev.sluice.engine.jobgraph;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A job as it will run for one change: every attribute decided, nothing left to look up in the layout.
///
/// @param preRun outermost ancestor first
/// @param postRun innermost first, cleanup playbooks among them (C46)
/// @param vars job, project and template variables after merge; values are JSON values
/// @param nodeset what it asks for first
/// @param nodesetAlternatives what it asks for next, in order, when the nodes of the earlier ones cannot be had (C10)
/// @param preTimeoutSeconds for pre-run alone; `timeoutSeconds` covers pre-run and run together (C41)
/// @param ansibleVersion of the job, else the tenant's default (B14)
/// @param workspaceScheme `golang`, `flat` or `unique`; absent for `golang` (H2)
/// @param workspaceCheckout `true`, `false` or `auto`; absent for `true`
/// @param includeVars files of variables, in the order in which they apply
/// @param reporter whether it runs once the buildset's success was reported (`type: reporter`)
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
        List<String> inheritancePath,
        List<FrozenNodeset> nodesetAlternatives,
        Optional<Integer> preTimeoutSeconds,
        Optional<String> ansibleVersion,
        Optional<String> workspaceScheme,
        Optional<String> workspaceCheckout,
        List<FrozenInclude> includeVars,
        boolean reporter) {

    public FrozenJob {
        // Graphs that an older version stored lack these.
        nodesetAlternatives = Objects.requireNonNullElse(nodesetAlternatives, List.of());
        includeVars = Objects.requireNonNullElse(includeVars, List.of());
    }

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
                inheritancePath,
                nodesetAlternatives,
                preTimeoutSeconds,
                ansibleVersion,
                workspaceScheme,
                workspaceCheckout,
                includeVars,
                reporter);
    }

    /// Its own and those of its playbooks (8.1), which it holds for as long: a build that waits between two playbooks
    /// would keep its nodes from others.
    private List<SemaphoreUse> allSemaphores() {
        Stream<SemaphoreUse> ofPlaybooks = Stream.of(preRun, run, postRun)
                .flatMap(List::stream)
                .flatMap(playbook -> playbook.semaphores().stream())
                .map(semaphore -> new SemaphoreUse(semaphore, false));
        return Stream.concat(semaphores.stream(), ofPlaybooks).distinct().toList();
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
                allSemaphores(),
                nodeset.nodes().stream().map(FrozenNode::label).toList(),
                run.isEmpty() && name.equals("noop"),
                successMessage,
                failureMessage,
                reporter);
    }
}
