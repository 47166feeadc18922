package dev.sluice.engine.explain;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import dev.sluice.engine.jobgraph.FrozenSecret;
import dev.sluice.engine.jobgraph.Origin;
import dev.sluice.engine.jobgraph.RequiredProject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One frozen job with all its attributes, in the words of the configuration language.
public final class JobView {
    private JobView() {}

    /// @param origins where the attributes came from; told under `origins`
    public static Map<String, Object> of(FrozenJob job, List<Origin> origins) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", job.name());
        view.put("voting", job.voting());
        view.put("hold-following-changes", job.holdFollowingChanges());
        view.put("post-review", job.postReview());
        view.put("dependencies", dependencies(job));
        view.put("attempts", job.attempts());
        put(view, "pre-timeout", job.preTimeoutSeconds());
        put(view, "timeout", job.timeoutSeconds());
        put(view, "post-timeout", job.postTimeoutSeconds());
        put(view, "ansible-version", job.ansibleVersion());
        put(view, "workspace-scheme", job.workspaceScheme());
        put(view, "workspace-checkout", job.workspaceCheckout());
        put(view, "override-checkout", job.overrideCheckout());
        view.put("nodeset", nodeset(job.nodeset()));
        if (!job.nodesetAlternatives().isEmpty()) {
            view.put(
                    "nodeset-alternatives",
                    job.nodesetAlternatives().stream().map(JobView::nodeset).toList());
        }
        view.put("pre-run", playbooks(job.preRun()));
        view.put("run", playbooks(job.run()));
        view.put("post-run", playbooks(job.postRun()));
        view.put("vars", job.vars());
        view.put("extra-vars", job.extraVars());
        view.put("host-vars", job.hostVars());
        view.put("group-vars", job.groupVars());
        view.put(
                "include-vars", job.includeVars().stream().map(JobView::include).toList());
        view.put(
                "required-projects",
                job.requiredProjects().stream().map(JobView::required).toList());
        view.put("tags", job.tags());
        view.put("provides", job.provides());
        view.put("requires", job.requires());
        view.put("semaphores", job.semaphores().stream().map(use -> use.name()).toList());
        put(view, "success-message", job.successMessage());
        put(view, "failure-message", job.failureMessage());
        view.put("deduplicate", job.deduplicate());
        view.put("failure-output", job.failureOutput());
        view.put("inheritance-path", job.inheritancePath());
        Map<String, Object> from = new LinkedHashMap<>();
        origins.forEach(origin -> from.put(origin.attribute(), origin.from()));
        view.put("origins", Collections.unmodifiableMap(from));
        return Collections.unmodifiableMap(view);
    }

    static List<Map<String, Object>> dependencies(FrozenJob job) {
        return job.dependencies().stream()
                .map(dependency -> mapping("name", dependency.job(), "soft", dependency.soft()))
                .toList();
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static void put(Map<String, Object> view, String key, Optional<?> value) {
        value.ifPresent(present -> view.put(key, present));
    }

    private static Map<String, Object> nodeset(FrozenNodeset nodeset) {
        return mapping(
                "name",
                nodeset.name(),
                "nodes",
                nodeset.nodes().stream()
                        .map(node -> mapping("name", node.names(), "label", node.label()))
                        .toList(),
                "groups",
                nodeset.groups().stream()
                        .map(group -> mapping("name", group.name(), "nodes", group.nodes()))
                        .toList());
    }

    private static List<Map<String, Object>> playbooks(List<FrozenPlaybook> playbooks) {
        return playbooks.stream().map(JobView::playbook).toList();
    }

    private static Map<String, Object> playbook(FrozenPlaybook playbook) {
        return mapping(
                "path",
                playbook.path(),
                "project",
                playbook.project().canonicalName(),
                "branch",
                playbook.branch(),
                "trusted",
                playbook.trusted(),
                "nesting-level",
                playbook.nestingLevel(),
                "cleanup",
                playbook.cleanup(),
                "result-ignored",
                playbook.resultIgnored(),
                "roles",
                playbook.roles().stream().map(JobView::role).toList(),
                "secrets",
                playbook.secrets().stream().map(JobView::secret).toList(),
                "semaphores",
                playbook.semaphores());
    }

    private static Map<String, Object> role(FrozenRole role) {
        return mapping("project", role.project().canonicalName(), "name", role.name(), "implicit", role.implicit());
    }

    /// Never the data, not even encrypted.
    private static Map<String, Object> secret(FrozenSecret secret) {
        return mapping(
                "name",
                secret.alias(),
                "secret",
                secret.name(),
                "project",
                secret.owner().canonicalName());
    }

    private static Map<String, Object> include(FrozenInclude include) {
        return mapping(
                "name",
                include.path(),
                "project",
                include.project().map(Project::canonicalName).orElse("the item's own"),
                "required",
                include.required(),
                "use-ref",
                include.useRef());
    }

    private static Map<String, Object> required(RequiredProject required) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", required.project().canonicalName());
        put(view, "override-checkout", required.overrideCheckout());
        return Collections.unmodifiableMap(view);
    }

    private static Map<String, Object> mapping(Object... pairs) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            mapping.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return Collections.unmodifiableMap(mapping);
    }
}
