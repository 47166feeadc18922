package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.IncludeVars;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.ProjectUse;
import dev.sluice.engine.config.Setting;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.Variables;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How the job runs, so far, but for its playbooks.
///
/// @param requiredProjects in the order in which they were first named
record JobExecutionMerge(
        Optional<Integer> preTimeoutSeconds,
        Optional<Integer> timeoutSeconds,
        Optional<Integer> postTimeoutSeconds,
        int attempts,
        Optional<NodesetUse> nodeset,
        Map<String, Object> vars,
        Map<String, Object> extraVars,
        Map<String, Object> hostVars,
        Map<String, Object> groupVars,
        List<FrozenInclude> includeVars,
        List<SemaphoreUse> semaphores,
        List<RequiredProject> requiredProjects,
        Optional<String> overrideCheckout,
        Optional<String> overrideBranch,
        Optional<String> ansibleVersion,
        Optional<String> workspaceScheme,
        Optional<String> workspaceCheckout,
        List<String> failureOutput,
        String type) {
    private static final int ATTEMPTS = 3;
    private static final String REGULAR = "regular";
    static final JobExecutionMerge DEFAULTS = new JobExecutionMerge(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ATTEMPTS,
            Optional.empty(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            REGULAR);

    JobExecutionMerge with(JobExecution over, Project owner, Layout layout) {
        return new JobExecutionMerge(
                over.preTimeoutSeconds().or(() -> preTimeoutSeconds),
                over.timeoutSeconds().or(() -> timeoutSeconds),
                over.postTimeoutSeconds().or(() -> postTimeoutSeconds),
                over.attempts().orElse(attempts),
                over.nodeset().or(() -> nodeset),
                Merges.variables(vars, over.vars()),
                Merges.variables(extraVars, over.extraVars()),
                Merges.variables(hostVars, over.hostVars()),
                Merges.variables(groupVars, over.groupVars()),
                includeVars(over, owner, layout),
                semaphores(over.semaphores().orElse(List.of())),
                requiredProjects(over, layout),
                over.overrideCheckout().or(() -> overrideCheckout),
                over.overrideBranch().or(() -> overrideBranch),
                over.ansibleVersion().or(() -> ansibleVersion),
                over.workspaceScheme().or(() -> workspaceScheme),
                over.workspaceCheckout().or(() -> workspaceCheckout),
                Merges.sortedUnion(failureOutput, over.failureOutput()),
                over.type().orElse(type));
    }

    /// Project variables lie below those of the job, and the tenant says which Ansible where no stanza does (B14).
    JobExecutionMerge above(Map<String, Object> projectVars, TenantDefinition tenant) {
        return new JobExecutionMerge(
                preTimeoutSeconds,
                timeoutSeconds,
                postTimeoutSeconds,
                attempts,
                nodeset,
                Variables.merge(projectVars, vars),
                extraVars,
                hostVars,
                groupVars,
                includeVars,
                semaphores,
                requiredProjects,
                overrideCheckout,
                overrideBranch,
                ansibleVersion.or(tenant::defaultAnsibleVersion),
                workspaceScheme,
                workspaceCheckout,
                failureOutput,
                type);
    }

    boolean regular() {
        return type.equals(REGULAR);
    }

    boolean initializer() {
        return type.equals("initializer");
    }

    boolean reporter() {
        return type.equals("reporter");
    }

    /// What to check out, by either attribute (B60).
    Optional<String> checkout() {
        return overrideCheckout.or(() -> overrideBranch);
    }

    private List<FrozenInclude> includeVars(JobExecution over, Project owner, Layout layout) {
        if (over.includeVars().isEmpty()) {
            return includeVars;
        }
        Setting<List<IncludeVars>> setting = over.includeVars().get();
        List<FrozenInclude> more = setting.value().stream()
                .map(use -> new FrozenInclude(use.path(), repository(use, owner, layout), use.required(), use.useRef()))
                .toList();
        return setting.replaces(false) ? more : Merges.appended(includeVars, more);
    }

    private static Optional<Project> repository(IncludeVars use, Project owner, Layout layout) {
        if (use.zuulProject()) {
            return Optional.empty();
        }
        // a name that the tenant does not have was told when the layout was loaded
        return use.project().isEmpty()
                ? Optional.of(owner)
                : layout.tenant().named(use.project()).stream().findFirst();
    }

    private List<SemaphoreUse> semaphores(List<SemaphoreUse> more) {
        SequencedMap<String, SemaphoreUse> all = new LinkedHashMap<>();
        semaphores.forEach(use -> all.put(use.name(), use));
        more.forEach(use -> all.put(use.name(), use));
        return all.values().stream()
                .sorted(Comparator.comparing(SemaphoreUse::name))
                .toList();
    }

    private List<RequiredProject> requiredProjects(JobExecution over, Layout layout) {
        Optional<Setting<List<ProjectUse>>> setting = over.requiredProjects();
        if (setting.isEmpty()) {
            return requiredProjects;
        }
        SequencedMap<Project, RequiredProject> all = new LinkedHashMap<>();
        if (!setting.get().replaces(false)) {
            requiredProjects.forEach(each -> all.put(each.project(), each));
        }
        for (ProjectUse use : setting.get().value()) {
            for (Project project : layout.tenant().named(use.name())) {
                all.put(
                        project,
                        new RequiredProject(project, use.overrideCheckout().or(use::overrideBranch)));
            }
        }
        return List.copyOf(all.values());
    }
}
