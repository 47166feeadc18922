package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;

/// A project as a tenant sees it (A3).
///
/// @param trusted whether it is a config project
/// @param include classes of objects to load; absent for all
/// @param exclude classes of objects to pass over
/// @param shadow names, as written, of projects whose jobs it may define again (A40)
/// @param extraConfigPaths files, and directories ending in `/`
/// @param excludeUnprotectedBranches whether branches that the code host does not protect are passed over
/// @param excludeLockedBranches whether branches that nobody may change are passed over
/// @param mayDefineBaseJobs whether a job may have `parent: null` (A7)
/// @param mayAttachReporterJobs whether it may attach jobs of `type: reporter`, as config projects do
/// @param loadBranch the one branch of a config project
public record TenantProject(
        Project project,
        boolean trusted,
        Optional<List<String>> include,
        List<String> exclude,
        List<String> shadow,
        List<String> extraConfigPaths,
        String loadBranch,
        List<Regex> includeBranches,
        List<Regex> excludeBranches,
        List<Regex> alwaysDynamicBranches,
        Optional<Boolean> impliedBranchMatchers,
        List<Regex> configureProjects,
        boolean excludeUnprotectedBranches,
        boolean excludeLockedBranches,
        boolean mayDefineBaseJobs,
        boolean mayAttachReporterJobs) {

    /// Whether objects of this class count (A7).
    public boolean loads(String kind) {
        return include.map(kinds -> kinds.contains(kind)).orElse(true) && !exclude.contains(kind);
    }

    /// Whether the tenant sees this branch at all; inclusion wins over exclusion (A3).
    public boolean includes(String branch) {
        if (trusted) {
            return branch.equals(loadBranch);
        }
        if (!includeBranches.isEmpty()) {
            return includeBranches.stream().anyMatch(regex -> regex.matchesWhole(branch));
        }
        return excludeBranches.stream().noneMatch(regex -> regex.matchesWhole(branch));
    }

    /// Whether this branch's configuration counts only for changes on it (6.2).
    public boolean alwaysDynamic(String branch) {
        return alwaysDynamicBranches.stream().anyMatch(regex -> regex.matchesWhole(branch));
    }
}
