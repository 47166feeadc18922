package dev.sluice.activities.contract;

import dev.sluice.engine.change.Project;
import java.nio.file.Path;
import java.util.List;

/// Checks out what a build tests. The same tree gives the same commit on every host.
public interface SourceTrees {

    /// Checks out a tree into a new directory with its `.git`, on a local branch of the tree's name, or detached when
    /// that is the whole name of a ref; returns the commit id.
    String checkout(SourceTree tree, Path into);

    /// A branch as it would be with the changes ahead merged.
    ///
    /// @param branch its name; for a tag the whole name of the ref, such as `refs/tags/1.0`
    /// @param base commit of the branch that the merges start from
    /// @param merges in order
    record SourceTree(Project project, String branch, String base, List<MergeStep> merges) {}

    /// @param commit the patch set's commit
    /// @param ref where it can be fetched, such as `refs/changes/01/1/2`
    /// @param mode Zuul's merge mode, such as `merge-resolve` or `cherry-pick` (A53)
    /// @param seconds committer time of the merge commit, so that the result is the same everywhere
    record MergeStep(String commit, String ref, String mode, String message, long seconds) {}
}
