package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.IncludeVars;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.ProjectUse;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.List;

/// Checks that the tenant has the projects that a job names (A33). Those of `roles` are left alone: a role of a project
/// that the tenant does not have is passed over.
record ProjectNames(TenantDefinition tenant, Problems problems) {

    /// Whether it has all of them.
    boolean known(JobVariant job) {
        JobExecution execution = job.execution();
        boolean required = execution
                .requiredProjects()
                .map(setting -> known(
                        job,
                        "required-projects",
                        setting.value().stream().map(ProjectUse::name).toList()))
                .orElse(true);
        boolean allowed = execution
                .allowedProjects()
                .map(names -> known(job, "allowed-projects", names))
                .orElse(true);
        boolean included = execution
                .includeVars()
                .map(setting -> known(
                        job,
                        "include-vars",
                        setting.value().stream()
                                .map(IncludeVars::project)
                                .filter(name -> !name.isEmpty())
                                .toList()))
                .orElse(true);
        return required && allowed && included;
    }

    /// One problem for all unknown names of an attribute.
    private boolean known(JobVariant job, String attribute, List<String> names) {
        List<String> unknown =
                names.stream().filter(name -> tenant.named(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            report(
                    job,
                    ConfigCode.PROJECT_NOT_FOUND,
                    unknown.getFirst(),
                    "'%s' names projects that the tenant does not have: '%s'."
                            .formatted(attribute, String.join("', '", unknown)),
                    Suggestions.didYouMean(unknown.getFirst(), tenant.projectNames()));
        }
        List<String> ambiguous =
                names.stream().filter(name -> tenant.named(name).size() > 1).toList();
        for (String name : ambiguous) {
            report(
                    job,
                    ConfigCode.AMBIGUOUS_PROJECT,
                    name,
                    "'%s' names the project '%s', which is ambiguous.".formatted(attribute, name),
                    "Write one of %s."
                            .formatted(String.join(
                                    ", ",
                                    tenant.named(name).stream()
                                            .map(Project::canonicalName)
                                            .toList())));
        }
        return unknown.isEmpty() && ambiguous.isEmpty();
    }

    private void report(JobVariant job, ConfigCode code, String word, String message, String hint) {
        problems.add(job.source().problem(code, word, "job '" + job.name() + "': " + message, hint));
    }
}
