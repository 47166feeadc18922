package dev.sluice.engine.conform;

import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.jobgraph.NodeGroup;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Names attributes of a frozen job as cases do.
final class FrozenAttributes {
    private FrozenAttributes() {}

    /// The attribute as a JSON value; playbooks as paths, sets sorted.
    static @Nullable Object value(FrozenJob job, String name) {
        return switch (name) {
            case "timeout" -> job.timeoutSeconds().orElse(null);
            case "post_timeout" -> job.postTimeoutSeconds().orElse(null);
            case "attempts" -> job.attempts();
            case "voting" -> job.voting();
            case "hold_following_changes" -> job.holdFollowingChanges();
            case "post_review" -> job.postReview();
            case "pre_run" -> paths(job.preRun());
            case "run" -> paths(job.run());
            case "post_run" -> paths(job.postRun());
            case "nodes" ->
                job.nodeset().nodes().stream().map(FrozenNode::label).toList();
            case "groups" ->
                job.nodeset().groups().stream().map(NodeGroup::name).toList();
            case "tags" -> sorted(job.tags());
            case "provides" -> sorted(job.provides());
            case "requires" -> sorted(job.requires());
            case "vars" -> job.vars();
            case "extra_vars" -> job.extraVars();
            case "host_vars" -> job.hostVars();
            case "group_vars" -> job.groupVars();
            case "dependencies" ->
                job.dependencies().stream().map(JobDependency::job).toList();
            case "semaphores" ->
                job.semaphores().stream().map(SemaphoreUse::name).toList();
            case "required_projects" ->
                job.requiredProjects().stream()
                        .map(required -> required.project().name())
                        .toList();
            case "override_checkout" -> job.overrideCheckout().orElse(null);
            case "success_message" -> job.successMessage().orElse(null);
            case "failure_message" -> job.failureMessage().orElse(null);
            case "deduplicate" -> job.deduplicate();
            case "failure_output" -> job.failureOutput();
            default -> throw new IllegalStateException("no attribute '" + name + "'");
        };
    }

    /// What a case expects, sets sorted too.
    static @Nullable Object expected(String name, @Nullable Object value) {
        boolean set = List.of("tags", "provides", "requires").contains(name);
        return set && value instanceof List<?> list
                ? sorted(list.stream().map(String::valueOf).toList())
                : value;
    }

    private static List<String> sorted(List<String> values) {
        return List.copyOf(new TreeSet<>(values));
    }

    private static List<String> paths(List<FrozenPlaybook> playbooks) {
        return playbooks.stream().map(FrozenPlaybook::path).toList();
    }
}
