package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.JobContext;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobParent;
import dev.sluice.engine.config.JobVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which attributes a stanza sets; a final or protected job refuses those of execution (B30, B33).
final class SetAttributes {
    private final List<String> names = new ArrayList<>();

    private SetAttributes() {}

    /// @param listed whether it is an entry of a pipeline; a job stanza brings its repository's roles along, so that
    /// one
    ///     of the same name modifies a final job whatever else it says
    static List<String> ofExecution(JobVariant variant, boolean listed) {
        JobExecution execution = variant.execution();
        var set = new SetAttributes();
        if (!(variant.parent() instanceof JobParent.Default)) {
            set.names.add("parent");
        }
        set.when("pre-timeout", execution.preTimeoutSeconds());
        set.when("timeout", execution.timeoutSeconds());
        set.when("post-timeout", execution.postTimeoutSeconds());
        set.when("attempts", execution.attempts());
        set.when("nodeset", execution.nodeset());
        set.when("pre-run", execution.preRun());
        set.when("run", execution.run());
        set.when("post-run", execution.postRun());
        set.when("cleanup-run", execution.cleanupRun());
        if (!listed || execution.roles().isPresent()) {
            set.names.add("roles");
        }
        set.when("vars", execution.vars());
        set.when("extra-vars", execution.extraVars());
        set.when("host-vars", execution.hostVars());
        set.when("group-vars", execution.groupVars());
        set.when("include-vars", execution.includeVars());
        set.when("semaphores", execution.semaphores());
        set.when("required-projects", execution.requiredProjects());
        set.when("allowed-projects", execution.allowedProjects());
        set.when("override-checkout", execution.overrideCheckout());
        set.when("override-branch", execution.overrideBranch());
        set.when("post-review", execution.postReview());
        set.when("ansible-version", execution.ansibleVersion());
        set.when("workspace-scheme", execution.workspaceScheme());
        set.when("workspace-checkout", execution.workspaceCheckout());
        set.when("failure-output", execution.failureOutput());
        set.when("type", execution.type());
        set.names.addAll(execution.withoutEffect());
        return List.copyOf(set.names);
    }

    static List<String> ofContext(JobVariant variant) {
        JobContext context = variant.context();
        var set = new SetAttributes();
        set.when("voting", context.voting());
        set.when("hold-following-changes", context.holdFollowingChanges());
        set.when("success-message", context.successMessage());
        set.when("failure-message", context.failureMessage());
        set.when("branches", variant.branches());
        set.when("files", context.files());
        set.when("irrelevant-files", context.irrelevantFiles());
        set.when("match-on-config-updates", context.matchOnConfigUpdates());
        set.when("deduplicate", context.deduplicate());
        set.when("tags", context.tags());
        set.when("provides", context.provides());
        set.when("requires", context.requires());
        set.when("dependencies", context.dependencies());
        return List.copyOf(set.names);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private void when(String name, Optional<?> value) {
        if (value.isPresent()) {
            names.add(name);
        }
    }
}
