package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A tenant of the tenant file (A2).
///
/// @param index its projects
/// @param maxNodesPerJob −1 for unlimited
/// @param maxJobTimeoutSeconds −1 for unlimited
/// @param allowedTriggers connections; absent for all
/// @param allowedReporters connections; absent for all
/// @param allowedLabels empty for all
/// @param useNodepool whether labels come from outside of the configuration; else each must be defined in it
/// @param maxOidcTtlSeconds how long tokens may be valid at most
/// @param defaultOidcTtlSeconds how long they are where the secret does not say
/// @param allowedOidcIssuers that token secrets may name
/// @param globalSemaphores those that it may use
public record TenantDefinition(
        String name,
        ProjectIndex index,
        int maxNodesPerJob,
        int maxJobTimeoutSeconds,
        String defaultParent,
        Optional<String> defaultAnsibleVersion,
        Optional<List<String>> allowedTriggers,
        Optional<List<String>> allowedReporters,
        List<Regex> allowedLabels,
        List<Regex> disallowedLabels,
        OptionalInt maxDependencies,
        OptionalInt maxChangesPerPipeline,
        boolean useNodepool,
        int maxOidcTtlSeconds,
        int defaultOidcTtlSeconds,
        List<String> allowedOidcIssuers,
        List<Semaphore> globalSemaphores) {

    /// Config projects in the order listed, then untrusted projects in the order listed (A8).
    public List<TenantProject> projects() {
        return index.list();
    }

    /// The tenant's view of a project, when it has the project.
    public Optional<TenantProject> find(Project project) {
        return index.find(project);
    }

    /// The projects that `name` may mean: the short name, or `host/name` (A6). More than one is ambiguous.
    public List<Project> named(String name) {
        return index.named(name);
    }

    /// Short names of all projects, for suggestions.
    public List<String> projectNames() {
        return projects().stream().map(each -> each.project().name()).toList();
    }

    /// Whether nodes may ask for `label` (A2). Which labels there are says enough where they must be defined.
    public boolean allowsLabel(String label) {
        if (!useNodepool) {
            return true;
        }
        boolean allowed = allowedLabels.isEmpty() || allowedLabels.stream().anyMatch(regex -> regex.matches(label));
        return allowed && disallowedLabels.stream().noneMatch(regex -> regex.matches(label));
    }
}
