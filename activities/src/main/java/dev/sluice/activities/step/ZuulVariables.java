package dev.sluice.activities.step;

import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.JobTrees;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.CycleGraph;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.WorkspaceScheme;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Builds the variable `zuul` (zuul-semantics part 8), types as there: `change` and `patchset` are texts.
final class ZuulVariables {
    private static final String TAGS = "refs/tags/";
    /// The newest whose playbooks are understood; a job or tenant may name another.
    private static final String ANSIBLE = "11";

    private final GraphDocument graph;
    private final FrozenJob job;
    private final OpenWorkspace request;
    private final FrozenNodeset nodeset;
    private final WorkspaceScheme scheme;
    private final Map<String, Object> executor;

    ZuulVariables(
            GraphDocument graph,
            FrozenJob job,
            OpenWorkspace request,
            FrozenNodeset nodeset,
            String hostname,
            Path workspace) {
        this.graph = graph;
        this.job = job;
        this.request = request;
        this.nodeset = nodeset;
        this.scheme = WorkspaceScheme.of(job);
        this.executor = map(
                "hostname", hostname,
                "src_root", workspace.resolve("src").toString(),
                "log_root", workspace.resolve("work/logs").toString(),
                "work_root", workspace.resolve("work").toString(),
                "result_data_file", workspace.resolve("variables.jsonl").toString(),
                "inventory_file", workspace.resolve("inventory.yaml").toString());
    }

    Map<String, Object> build(List<Checkout> checkouts) {
        List<Subject> mine = graph.subjectsOf(request.job());
        Subject own = mine.getFirst();
        Map<String, @Nullable Object> zuul = map(
                "build", request.build(),
                "buildset", request.buildset(),
                "event_id", graph.event(),
                "tenant", request.tenant(),
                "pipeline", request.pipeline(),
                "job", CycleGraph.jobOf(request.job()),
                "post_review", graph.postReview(),
                "voting", job.voting(),
                "attempts", (long) request.attempt(),
                "max_attempts", (long) job.attempts(),
                "timeout", job.timeoutSeconds().map(Integer::longValue).orElse(null),
                "post_timeout", job.postTimeoutSeconds().map(Integer::longValue).orElse(null),
                "jobtags", job.tags().stream().sorted().toList(),
                "project", project(own.project()),
                "projects", projects(checkouts),
                "items", graph.items().stream().map(this::item).toList(),
                "child_jobs", request.childJobs(),
                "executor", executor,
                "ansible_version", job.ansibleVersion().orElse(ANSIBLE),
                "resources", resources(),
                "include_vars", includes(),
                "playbook_context", new PlaybookContext(playbooks(), graph.treesOf(job), checkouts).variable(),
                "_inheritance_path", job.inheritancePath());
        reference(own, zuul);
        zuul.put("build_refs", mine.stream().map(this::item).toList());
        zuul.put("buildset_refs", graph.subjects().stream().map(this::item).toList());
        job.overrideCheckout().ifPresent(branch -> zuul.put("override_checkout", branch));
        List<Object> artifacts = artifacts();
        if (!artifacts.isEmpty()) {
            zuul.put("artifacts", artifacts);
        }
        return zuul;
    }

    private Map<String, @Nullable Object> project(Project project) {
        return map(
                "name", project.name(),
                "short_name", project.name().substring(project.name().lastIndexOf('/') + 1),
                "canonical_name", project.canonicalName(),
                "canonical_hostname", project.hostname(),
                "src_dir", scheme.sourceDirectory(project));
    }

    private Map<String, Object> projects(List<Checkout> checkouts) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (JobTrees.Source source : graph.treesOf(job).sources()) {
            SourceTree tree = graph.sources().get(source.tree());
            descriptions.put(tree.project().canonicalName(), source.description());
        }
        Map<String, Object> projects = new TreeMap<>();
        for (Checkout checkout : checkouts) {
            if (checkout.kind() != Checkout.Kind.SOURCE) {
                continue;
            }
            String name = checkout.project().canonicalName();
            Map<String, @Nullable Object> project = project(checkout.project());
            boolean required = job.requiredProjects().stream()
                    .anyMatch(candidate -> candidate.project().equals(checkout.project()));
            project.put("required", required);
            project.put("checkout", checkout.shortBranch());
            project.put("checkout_description", descriptions.get(name));
            project.put("commit", checkout.commit());
            projects.put(name, project);
        }
        return projects;
    }

    private List<FrozenPlaybook> playbooks() {
        return Workspaces.playbooks(job).stream().map(Map.Entry::getValue).toList();
    }

    /// What is known of each node before it starts; its address is in `nodepool`.
    private Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        nodeset.nodes().forEach(node -> node.names().forEach(name -> resources.put(name, map("label", node.label()))));
        return resources;
    }

    private List<Object> includes() {
        List<Object> includes = new ArrayList<>();
        for (FrozenInclude include : job.includeVars()) {
            includes.add(map(
                    "name", include.path(),
                    "project", IncludedVariables.project(include, graph).canonicalName(),
                    "required", include.required(),
                    "use_ref", include.useRef()));
        }
        return includes;
    }

    private Map<String, @Nullable Object> item(Subject subject) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("project", project(subject.project()));
        reference(subject, item);
        item.remove("message");
        return item;
    }

    private static void reference(Subject subject, Map<String, @Nullable Object> into) {
        if (!subject.branch().isEmpty()) {
            into.put("branch", subject.branch());
        }
        into.put("change_url", subject.url());
        switch (subject) {
            case Change change -> {
                into.put("ref", change.ref());
                into.put("change", String.valueOf(change.number()));
                into.put("patchset", String.valueOf(change.patchset()));
                into.put("change_message", change.message());
                into.put(
                        "message",
                        Base64.getEncoder().encodeToString(change.message().getBytes(StandardCharsets.UTF_8)));
                into.put("topic", change.topic().isEmpty() ? null : change.topic());
                into.put("commit_id", change.commit());
            }
            case GitRef ref -> {
                into.put("ref", ref.ref());
                putUnlessEmpty(into, "oldrev", ref.oldRevision());
                putUnlessEmpty(into, "newrev", ref.newRevision());
                if (ref.ref().startsWith(TAGS)) {
                    into.put("tag", ref.ref().substring(TAGS.length()));
                }
            }
        }
    }

    private static void putUnlessEmpty(Map<String, @Nullable Object> into, String key, String value) {
        if (!value.isEmpty()) {
            into.put(key, value);
        }
    }

    private List<Object> artifacts() {
        List<Object> artifacts = new ArrayList<>();
        request.artifacts().forEach(artifact -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>(artifact.source());
            shown.put("name", artifact.name());
            shown.put("url", artifact.url());
            if (!artifact.metadata().isEmpty()) {
                shown.put("metadata", artifact.metadata());
            }
            artifacts.add(shown);
        });
        return artifacts;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }
}
