package dev.sluice.activities.contract;

import java.util.List;

/// What one job reads of the trees of its [graph][GraphDocument].
///
/// @param sources what stands in the workspace, one a project
/// @param includeBranches the branch that each of the job's `include-vars` is read from, in their order
public record JobTrees(List<Source> sources, List<String> includeBranches) {

    /// @param tree index in [GraphDocument#sources()]
    /// @param description why this branch, in Zuul's words, such as `job override ref` (B60)
    public record Source(int tree, String description) {}
}
