package dev.sluice.activities.contract;

import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads projects' content at commits, and merges changes without a work tree.
public interface ProjectTrees {

    /// Branch → commit, sorted by branch, as the connection has them now.
    Map<String, String> branches(Project project);

    /// The project's default branch, such as `master`.
    String defaultBranch(Project project);

    /// The commit that a tag such as `1.0` stands for, as the connection had it when the branches were last read.
    Optional<String> tag(Project project, String tag);

    /// Branches that contain a commit, sorted; empty when none does or it is unknown (B3).
    List<String> branchesContaining(Project project, String commit);

    Optional<String> file(Project project, String commit, String path);

    /// Paths of all files below a directory, or the one file of that name; sorted.
    List<String> files(Project project, String commit, String prefix);

    /// Merges a tree's steps on its base.
    Merge merge(SourceTree tree);

    sealed interface Merge {
        record Merged(String commit) implements Merge {}

        /// @param ref the change that did not merge
        record Conflict(String ref, List<String> files) implements Merge {}
    }
}
