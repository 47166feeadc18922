package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The whole configuration that a change sees (section 0). Maps keep the order of definition.
///
/// Pipelines, semaphores and queues are those of the static layout even in a speculative one (A76).
///
/// @param jobs name → its stanzas in order of definition
/// @param labels that the configuration itself defines
/// @param templates name → its stanzas in order of definition
/// @param projects canonical name → stanzas about the project in order of definition, regex ones last (A55)
/// @param branches canonical name → branches that the tenant sees
public record Layout(
        TenantDefinition tenant,
        Map<String, Pipeline> pipelines,
        Map<String, List<JobEntry>> jobs,
        Map<String, Nodeset> nodesets,
        Set<String> labels,
        Map<String, Secret> secrets,
        Map<String, Semaphore> semaphores,
        Map<String, QueueDefinition> queues,
        Map<String, List<ProjectTemplate>> templates,
        Map<String, List<ProjectEntry>> projects,
        Map<String, List<String>> branches) {
    /// The built-in job that succeeds without running anything (A37).
    public static final String NOOP = "noop";

    /// Stanzas of a job; empty when nobody defined it.
    public List<JobEntry> job(String name) {
        return jobs.getOrDefault(name, List.of());
    }

    public boolean hasJob(String name) {
        return name.equals(NOOP) || jobs.containsKey(name);
    }

    /// Stanzas about a project.
    public List<ProjectEntry> project(Project project) {
        return projects.getOrDefault(project.canonicalName(), List.of());
    }

    /// What `pipeline` runs for `project`; empty when no stanza puts the project into the pipeline (A52).
    public Optional<ProjectPipeline> projectPipelineConfig(Project project, RefView ref, String pipeline) {
        return ProjectPipelines.collect(this, project, ref, pipeline);
    }

    /// Stanzas about the project that use templates which nobody defined, each with the first of these names.
    public Map<ProjectStanza, String> missingTemplates(Project project, RefView ref) {
        return ProjectPipelines.missingTemplates(this, project, ref);
    }

    /// Name of the shared queue of a project's branch, when it has one (A52, F39).
    ///
    /// @param branch empty for what is of no branch
    public Optional<String> queueName(Project project, String branch) {
        return SharedQueues.of(this, project, branch);
    }

    /// Whether some stanza or template of the project names the pipeline, for whatever branch (F39).
    public boolean participates(Project project, String pipeline) {
        return project(project).stream()
                .map(ProjectEntry::stanza)
                .anyMatch(stanza -> stanza.pipelines().containsKey(pipeline)
                        || stanza.templates().stream()
                                .flatMap(name -> templates.getOrDefault(name, List.of()).stream())
                                .anyMatch(template -> template.pipelines().containsKey(pipeline)));
    }

    /// The queue object of that shared queue; none when nobody defined one of that name.
    public Optional<QueueDefinition> queue(Project project, String branch) {
        return queueName(project, branch).map(queues::get);
    }

    /// How changes of the project are merged; Gerrit's default is `merge-resolve` (A53).
    public String mergeMode(Project project) {
        return project(project).stream()
                .flatMap(entry -> entry.stanza().mergeMode().stream())
                .findFirst()
                .orElse("merge-resolve");
    }

    /// The branch to check out when nothing else says which (B60).
    public String defaultBranch(Project project) {
        return project(project).stream()
                .flatMap(entry -> entry.stanza().defaultBranch().stream())
                .findFirst()
                .orElse("master");
    }

    /// Holders that a semaphore may have; one that nobody defined has room for one (C52).
    public int semaphoreMax(String name) {
        Semaphore defined = semaphores.get(name);
        return defined == null
                ? tenant.globalSemaphores().stream()
                        .filter(each -> each.name().equals(name))
                        .mapToInt(Semaphore::max)
                        .findFirst()
                        .orElse(1)
                : defined.max();
    }

    public List<String> branches(Project project) {
        return branches.getOrDefault(project.canonicalName(), List.of());
    }
}
