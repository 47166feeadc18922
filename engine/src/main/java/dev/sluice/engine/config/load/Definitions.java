package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.ProjectEntry;
import dev.sluice.engine.config.ProjectTemplate;
import dev.sluice.engine.config.QueueDefinition;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.Semaphore;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names and what they stand for; tells when a name is defined twice where it must not be (A20, A40–A43).
final class Definitions {
    private final TenantDefinition tenant;
    private final Problems problems;
    final Map<String, Pipeline> pipelines = new LinkedHashMap<>();
    final Map<String, List<JobEntry>> jobs = new LinkedHashMap<>();
    final Map<String, Nodeset> nodesets = new LinkedHashMap<>();
    final Set<String> labels = new LinkedHashSet<>();
    final Map<String, Secret> secrets = new LinkedHashMap<>();
    final Map<String, Semaphore> semaphores = new LinkedHashMap<>();
    final Map<String, QueueDefinition> queues = new LinkedHashMap<>();
    final Map<String, List<ProjectTemplate>> templates = new LinkedHashMap<>();

    Definitions(TenantDefinition tenant, Problems problems) {
        this.tenant = tenant;
        this.problems = problems;
    }

    void add(Pipeline pipeline) {
        Pipeline known = pipelines.putIfAbsent(pipeline.name(), pipeline);
        if (known != null) {
            pipeline.source()
                    .ifPresent(source -> report(
                            source,
                            ConfigCode.ALREADY_DEFINED,
                            pipeline.name(),
                            "pipeline '%s' is already defined%s."
                                    .formatted(
                                            pipeline.name(),
                                            known.source().map(Definitions::at).orElse("")),
                            "Keep one of them."));
        }
    }

    void add(Nodeset nodeset) {
        Nodeset known = nodesets.putIfAbsent(nodeset.name(), nodeset);
        if (known != null) {
            again("nodeset", nodeset.name(), nodeset.source(), known.source(), nodeset.sameContent(known));
        }
    }

    void add(Secret secret) {
        Secret known = secrets.putIfAbsent(secret.name(), secret);
        if (known != null) {
            again(
                    "secret",
                    secret.name(),
                    secret.source(),
                    known.source(),
                    secret.data().equals(known.data()));
        }
    }

    void add(Semaphore semaphore) {
        Source source = semaphore.source().orElseThrow();
        if (tenant.globalSemaphores().stream().anyMatch(each -> each.name().equals(semaphore.name()))) {
            report(
                    source,
                    ConfigCode.GLOBAL_SEMAPHORE_NAME,
                    semaphore.name(),
                    "semaphore '%s': a global semaphore has this name.".formatted(semaphore.name()),
                    "Choose another name.");
            return;
        }
        Semaphore known = semaphores.putIfAbsent(semaphore.name(), semaphore);
        if (known != null) {
            again("semaphore", semaphore.name(), source, known.source().orElseThrow(), semaphore.max() == known.max());
        }
    }

    void add(QueueDefinition queue) {
        QueueDefinition known = queues.putIfAbsent(queue.name(), queue);
        if (known != null) {
            again("queue", queue.name(), queue.source(), known.source(), queue.sameContent(known));
        }
    }

    void add(ProjectTemplate template) {
        List<ProjectTemplate> known = templates.computeIfAbsent(template.name(), _ -> new ArrayList<>());
        if (!known.isEmpty()
                && !known.getFirst().source().project().equals(template.source().project())) {
            report(
                    template.source(),
                    ConfigCode.DEFINED_IN_OTHER_PROJECT,
                    template.name(),
                    "project-template '%s' is already defined%s."
                            .formatted(template.name(), at(known.getFirst().source())),
                    "A template's stanzas must all stand in one project; choose another name.");
            return;
        }
        known.add(template);
    }

    void add(JobEntry entry) {
        String name = entry.variant().name();
        if (name.equals(Layout.NOOP)) {
            report(
                    entry.variant().source(),
                    ConfigCode.BUILT_IN_JOB,
                    name,
                    "job 'noop' is built in and cannot be defined.",
                    "Choose another name.");
            return;
        }
        List<JobEntry> known = jobs.getOrDefault(name, List.of());
        Source source = entry.variant().source();
        List<Source> foreign = known.stream()
                .map(each -> each.variant().source())
                .filter(each -> !each.project().equals(source.project()))
                .toList();
        List<Source> refused =
                foreign.stream().filter(each -> !mayShadow(source, each)).toList();
        if (!refused.isEmpty()) {
            report(
                    source,
                    ConfigCode.SHADOWED_JOB,
                    name,
                    "job '%s' in '%s' is not permitted to shadow job '%s' in '%s'."
                            .formatted(
                                    name,
                                    source.project().name(),
                                    name,
                                    refused.getFirst().project().name()),
                    "All stanzas of a job must stand in one project; choose another name.");
        } else if (foreign.isEmpty()) {
            jobs.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
        }
    }

    /// Whether the tenant lists `other`'s project under `shadow` of `one`'s (A40).
    private boolean mayShadow(Source one, Source other) {
        List<String> names =
                tenant.find(one.project()).map(TenantProject::shadow).orElse(List.of());
        return names.contains(other.project().name())
                || names.contains(other.project().canonicalName());
    }

    /// A41.
    private void again(String kind, String name, Source source, Source known, boolean same) {
        String label = "%s '%s'".formatted(kind, name);
        if (!source.project().equals(known.project())) {
            report(
                    source,
                    ConfigCode.DEFINED_IN_OTHER_PROJECT,
                    name,
                    "%s is already defined in project '%s'."
                            .formatted(label, known.project().name()),
                    "Choose another name.");
        } else if (source.branch().equals(known.branch())) {
            report(
                    source,
                    ConfigCode.ALREADY_DEFINED,
                    name,
                    "%s is already defined%s.".formatted(label, at(known)),
                    "Keep one of them.");
        } else if (!same) {
            report(
                    source,
                    ConfigCode.DIFFERS_BETWEEN_BRANCHES,
                    name,
                    "%s does not match the existing definition in branch '%s'.".formatted(label, known.branch()),
                    "Make both alike, or choose another name.");
        }
    }

    private static String at(Source source) {
        return " at %s/%s:%d"
                .formatted(
                        source.project().name(), source.path(), source.place().line());
    }

    private void report(Source source, ConfigCode code, String word, String message, String hint) {
        problems.add(source.problem(code, word, message, hint));
    }

    Layout layout(Map<String, List<ProjectEntry>> projects, Map<String, List<String>> branches) {
        return new Layout(
                tenant,
                Collections.unmodifiableMap(pipelines),
                Collections.unmodifiableMap(jobs),
                Collections.unmodifiableMap(nodesets),
                Collections.unmodifiableSet(labels),
                Collections.unmodifiableMap(secrets),
                Collections.unmodifiableMap(semaphores),
                Collections.unmodifiableMap(queues),
                Collections.unmodifiableMap(templates),
                Collections.unmodifiableMap(projects),
                Collections.unmodifiableMap(branches));
    }
}
