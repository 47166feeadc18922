package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.BranchMatcher;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.ProjectEntry;
import dev.sluice.engine.config.ProjectStanza;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Attaches project stanzas to the projects they speak of (A7, A50–A55).
final class ProjectAssembly {
    private final TenantDefinition tenant;
    private final ImpliedBranches implied;
    private final Problems problems;
    private final Map<String, List<ProjectEntry>> projects = new LinkedHashMap<>();
    private final List<Expansion> expansions = new ArrayList<>();

    /// A regex stanza to attach after all others (A55).
    private record Expansion(Project project, ProjectEntry entry) {}

    ProjectAssembly(TenantDefinition tenant, ImpliedBranches implied, Problems problems) {
        this.tenant = tenant;
        this.implied = implied;
        this.problems = problems;
    }

    void add(Assembly.Found from, ProjectStanza stanza) {
        if (stanza.regex()) {
            addRegex(from, stanza);
            return;
        }
        String name = stanza.name().isEmpty() ? from.project().project().canonicalName() : stanza.name();
        List<Project> meant = tenant.named(name);
        if (meant.size() != 1) {
            report(stanza, meant.isEmpty() ? ConfigCode.PROJECT_NOT_FOUND : ConfigCode.AMBIGUOUS_PROJECT, name, meant);
            return;
        }
        Project target = meant.getFirst();
        if (!mayConfigure(from.project(), target)) {
            problems.add(stanza.source()
                    .problem(
                            ConfigCode.PROJECT_FORBIDDEN,
                            name,
                            "project '%s': in the untrusted project '%s' the only project definition permitted is that of the project itself."
                                    .formatted(name, from.project().project().name()),
                            "Move the stanza to a config project or into '%s'.".formatted(target.name())));
            return;
        }
        attach(target, new ProjectEntry(stanza, matchers(from, stanza, target)));
    }

    private void attach(Project project, ProjectEntry entry) {
        projects.computeIfAbsent(project.canonicalName(), _ -> new ArrayList<>())
                .add(entry);
    }

    private void addRegex(Assembly.Found from, ProjectStanza stanza) {
        Regex regex = Regex.of(stanza.name());
        for (TenantProject candidate : tenant.projects()) {
            Project project = candidate.project();
            if (!regex.matchesWhole(project.name()) && !regex.matchesWhole(project.canonicalName())) {
                continue;
            }
            if (mayConfigure(from.project(), project)) {
                expansions.add(new Expansion(project, new ProjectEntry(stanza, matchers(from, stanza, project))));
            } else {
                problems.add(stanza.source()
                        .problem(
                                ConfigCode.REGEX_PROJECT_FORBIDDEN,
                                stanza.name(),
                                "project '%s' matches '%s', which the untrusted project '%s' may not configure."
                                        .formatted(
                                                stanza.name(),
                                                project.name(),
                                                from.project().project().name()),
                                "Move the stanza to a config project, or narrow the expression."));
            }
        }
    }

    /// Config projects may configure all; others themselves, and what `configure-projects` matches (A7).
    private boolean mayConfigure(TenantProject from, Project target) {
        if (from.trusted() || from.project().equals(target)) {
            return true;
        }
        boolean trustedTarget = tenant.find(target).map(TenantProject::trusted).orElse(false);
        return !trustedTarget
                && from.configureProjects().stream()
                        .anyMatch(regex ->
                                regex.matchesWhole(target.name()) || regex.matchesWhole(target.canonicalName()));
    }

    /// A54.
    private List<BranchMatcher> matchers(Assembly.Found from, ProjectStanza stanza, Project target) {
        Optional<List<Regex>> said = stanza.branches().filter(regexes -> !regexes.isEmpty());
        if (said.isPresent()) {
            return BranchMatcher.like(said.get());
        }
        if (from.project().project().equals(target)) {
            return from.project().trusted()
                    ? List.of()
                    : List.of(new BranchMatcher.Exact(stanza.source().branch()));
        }
        return implied.implied(from);
    }

    private void report(ProjectStanza stanza, ConfigCode code, String name, List<Project> meant) {
        boolean unknown = meant.isEmpty();
        problems.add(stanza.source()
                .problem(
                        code,
                        name,
                        unknown
                                ? "project '%s' is not in the tenant.".formatted(name)
                                : "project '%s' is ambiguous.".formatted(name),
                        unknown
                                ? Suggestions.didYouMean(name, tenant.projectNames())
                                : "Write one of %s."
                                        .formatted(String.join(
                                                ", ",
                                                meant.stream()
                                                        .map(Project::canonicalName)
                                                        .toList()))));
    }

    Map<String, List<ProjectEntry>> finish() {
        expansions.forEach(expansion -> attach(expansion.project(), expansion.entry()));
        return projects;
    }
}
