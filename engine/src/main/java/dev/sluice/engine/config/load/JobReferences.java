package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.IncludeVars;
import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.PipelineSection;
import dev.sluice.engine.config.ProjectEntry;
import dev.sluice.engine.config.ProjectTemplate;
import dev.sluice.engine.config.ProjectUse;
import dev.sluice.engine.config.RoleUse;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.SecretUse;
import dev.sluice.engine.config.Setting;
import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Checks what job stanzas name: nodesets, secrets, projects, roles and dependencies (A32, A33, A36).
final class JobReferences {
    private final Layout layout;
    private final Problems problems;

    JobReferences(Layout layout, Problems problems) {
        this.layout = layout;
        this.problems = problems;
    }

    void check() {
        for (List<JobEntry> variants : layout.jobs().values()) {
            for (JobEntry entry : variants) {
                JobVariant job = entry.variant();
                definition(job);
                dependencies(job);
            }
        }
        Set<Object> seen = new LinkedHashSet<>();
        for (List<ProjectTemplate> templates : layout.templates().values()) {
            templates.forEach(template -> sections(template.pipelines().values()));
        }
        for (List<ProjectEntry> entries : layout.projects().values()) {
            for (ProjectEntry entry : entries) {
                // a regex stanza is attached to many projects, but told once
                if (seen.add(entry.stanza().source().place())) {
                    sections(entry.stanza().pipelines().values());
                }
            }
        }
    }

    private void sections(Iterable<PipelineSection> sections) {
        for (PipelineSection section : sections) {
            section.jobs().forEach(this::definition);
        }
    }

    private void definition(JobVariant job) {
        JobExecution execution = job.execution();
        execution.nodeset().stream()
                .flatMap(JobReferences::names)
                .filter(name -> !layout.nodesets().containsKey(name))
                .forEach(name -> report(
                        job,
                        ConfigCode.NODESET_NOT_FOUND,
                        name,
                        "the nodeset '%s' was not found.".formatted(name),
                        Suggestions.didYouMean(name, layout.nodesets().keySet())));
        execution.secrets().orElse(List.of()).forEach(use -> secret(job, use));
        projects(job, execution);
    }

    private static Stream<String> names(NodesetUse use) {
        return switch (use) {
            case NodesetUse.Named(String name) -> Stream.of(name);
            case NodesetUse.Inline(Nodeset nodeset) ->
                nodeset.alternatives().stream().flatMap(JobReferences::names);
        };
    }

    private void secret(JobVariant job, SecretUse use) {
        Secret secret = layout.secrets().get(use.secret());
        if (secret == null) {
            report(
                    job,
                    ConfigCode.SECRET_NOT_FOUND,
                    use.secret(),
                    "the secret '%s' was not found.".formatted(use.secret()),
                    Suggestions.didYouMean(use.secret(), layout.secrets().keySet()));
        } else if (!secret.source().project().equals(job.source().project())) {
            report(
                    job,
                    ConfigCode.SECRET_OF_OTHER_PROJECT,
                    use.secret(),
                    "the secret '%s' is defined in '%s'; secrets must be defined in the same project in which they are used."
                            .formatted(use.secret(), secret.source().project().name()),
                    "Define the secret in '%s', or inherit from a job of '%s' with pass-to-parent."
                            .formatted(
                                    job.source().project().name(),
                                    secret.source().project().name()));
        }
    }

    private void projects(JobVariant job, JobExecution execution) {
        execution
                .requiredProjects()
                .ifPresent(setting -> unknownProjects(
                        job,
                        "required-projects",
                        setting.value().stream().map(ProjectUse::name).toList()));
        execution.allowedProjects().ifPresent(names -> unknownProjects(job, "allowed-projects", names));
        execution
                .roles()
                .ifPresent(roles -> unknownProjects(
                        job, "roles", roles.stream().map(RoleUse::project).toList()));
        execution
                .includeVars()
                .ifPresent(setting -> unknownProjects(
                        job,
                        "include-vars",
                        setting.value().stream()
                                .map(IncludeVars::project)
                                .filter(name -> !name.isEmpty())
                                .toList()));
    }

    /// One problem for all unknown names of an attribute (A33).
    private void unknownProjects(JobVariant job, String attribute, List<String> names) {
        List<String> unknown = names.stream()
                .filter(name -> layout.tenant().named(name).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            report(
                    job,
                    ConfigCode.PROJECT_NOT_FOUND,
                    unknown.getFirst(),
                    "'%s' names projects that the tenant does not have: '%s'."
                            .formatted(attribute, String.join("', '", unknown)),
                    Suggestions.didYouMean(unknown.getFirst(), layout.tenant().projectNames()));
        }
        for (String name : names) {
            List<Project> meant = layout.tenant().named(name);
            if (meant.size() > 1) {
                report(
                        job,
                        ConfigCode.AMBIGUOUS_PROJECT,
                        name,
                        "'%s' names the project '%s', which is ambiguous.".formatted(attribute, name),
                        "Write one of %s."
                                .formatted(String.join(
                                        ", ",
                                        meant.stream()
                                                .map(Project::canonicalName)
                                                .toList())));
            }
        }
    }

    /// A32; in a project's entry it is told when the graph is frozen.
    private void dependencies(JobVariant job) {
        for (JobDependency dependency :
                job.context().dependencies().map(Setting::value).orElse(List.of())) {
            if (!layout.hasJob(dependency.job())) {
                report(
                        job,
                        ConfigCode.JOB_NOT_FOUND,
                        dependency.job(),
                        "it depends on the job '%s', which is not defined.".formatted(dependency.job()),
                        Suggestions.didYouMean(dependency.job(), layout.jobs().keySet()));
            }
        }
    }

    private void report(JobVariant job, ConfigCode code, String word, String message, String hint) {
        problems.add(job.source().problem(code, word, "job '" + job.name() + "': " + message, hint));
    }
}
