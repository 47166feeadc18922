package dev.sluice.activities.contract;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What one job reads of the trees of its [graph][GraphDocument].
///
/// @param sources what stands in the workspace, one a project
/// @param includeBranches the branch that each of the job's `include-vars` is read from, in their order
/// @param roleBranches by repository and playbook's branch, where the roles of another project are read from
public record JobTrees(List<Source> sources, List<String> includeBranches, Map<String, RoleBranch> roleBranches) {

    public JobTrees {
        // Documents that an older version stored lack it.
        roleBranches = Objects.requireNonNullElseGet(roleBranches, LinkedHashMap::new);
    }

    /// Where a playbook's role is read from.
    public RoleBranch roleBranch(FrozenPlaybook playbook, FrozenRole role) {
        return roleBranches.getOrDefault(
                roleKey(playbook, role.project()), new RoleBranch(playbook.branch(), "playbook branch"));
    }

    public static String roleKey(FrozenPlaybook playbook, Project roles) {
        return roles.canonicalName() + " for " + playbook.branch();
    }

    /// @param branch its name; for a tag the whole name of the ref
    /// @param description why this one, in Zuul's words
    public record RoleBranch(String branch, String description) {}

    /// @param tree index in [GraphDocument#sources()]
    /// @param description why this branch, in Zuul's words, such as `job override ref` (B60)
    public record Source(int tree, String description) {}
}
