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

    /// The branch that is read first (A8).
    default String defaultBranch(Project project) {
        return "master";
    }
}
