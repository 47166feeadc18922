package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;

/// Read-only view of the repositories at one moment: branch tips, or the merged state of a queue of changes.
public interface ConfigSource {

    /// Branches of a project; empty when it is unknown.
    List<String> branches(Project project);

    /// Text of a file, when the branch has it.
    Optional<String> file(Project project, String branch, String path);

    /// Full paths of all files that begin with `prefix`, in any order.
    List<String> files(Project project, String branch, String prefix);

    /// Whether the code host protects the branch; Gerrit protects all (A2).
    default boolean protects(Project project, String branch) {
        return true;
    }

    /// Whether the code host lets nobody change the branch (A2).
    default boolean locks(Project project, String branch) {
        return false;
    }

    /// A word that stands for the whole content of a branch, such as its commit: while it stays the same, no file of
    /// the
    /// branch has changed. Absent where the source has none; then every file is read again.
    default Optional<String> version(Project project, String branch) {
        return Optional.empty();
    }

    /// The branch that is read first (A8).
    default String defaultBranch(Project project) {
        return "master";
    }
}
