package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.IncludeVars;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.ProjectUse;
import dev.sluice.engine.config.Setting;
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
        List<IncludeVars> includeVars,
        List<SemaphoreUse> semaphores,
        List<RequiredProject> requiredProjects,
        Optional<String> overrideCheckout,
        Optional<String> ansibleVersion,
        Optional<String> workspaceScheme,
        Optional<String> workspaceCheckout,
        List<String> failureOutput) {
    private static final int ATTEMPTS = 3;
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
            List.of());

    JobExecutionMerge with(JobExecution over, Layout layout) {
        List<IncludeVars> included = over.includeVars()
                .map(more -> more.replaces(false) ? more.value() : Merges.appended(includeVars, more.value()))
                .orElse(includeVars);
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
                included,
                semaphores(over.semaphores().orElse(List.of())),
                requiredProjects(over, layout),
                over.overrideCheckout().or(() -> overrideCheckout),
                over.ansibleVersion().or(() -> ansibleVersion),
                over.workspaceScheme().or(() -> workspaceScheme),
                over.workspaceCheckout().or(() -> workspaceCheckout),
                Merges.sortedUnion(failureOutput, over.failureOutput()));
    }

    /// Project variables lie below those of the job (B14).
    JobExecutionMerge above(Map<String, Object> projectVars) {
        return new JobExecutionMerge(
                preTimeoutSeconds,
                timeoutSeconds,
                postTimeoutSeconds,
                attempts,
                nodeset,
                dev.sluice.engine.config.Variables.merge(projectVars, vars),
                extraVars,
                hostVars,
                groupVars,
                includeVars,
                semaphores,
                requiredProjects,
                overrideCheckout,
                ansibleVersion,
                workspaceScheme,
                workspaceCheckout,
                failureOutput);
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
                all.put(project, new RequiredProject(project, use.overrideCheckout()));
            }
        }
        return List.copyOf(all.values());
    }
}
