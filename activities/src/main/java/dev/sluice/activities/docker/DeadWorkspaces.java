package dev.sluice.activities.docker;

import com.google.common.io.MoreFiles;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Workspaces on the executor, `<state>/workspaces/<build>`, whose worker died before it could remove them. They hold a
/// build's sources and what it returned, so they must not stay.
final class DeadWorkspaces {
    private final Path directory;

    DeadWorkspaces(Path stateDirectory) {
        this.directory = stateDirectory.resolve("workspaces");
    }

    /// @return how many were removed
    int sweep(Predicate<String> buildIsOpen) {
        int removed = 0;
        for (Path workspace : all()) {
            if (!buildIsOpen.test(workspace.getFileName().toString())) {
                delete(workspace);
                removed++;
            }
        }
        return removed;
    }

    private List<Path> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException unreadable) {
            throw failure(directory, unreadable);
        }
    }

    /// Links are removed, never followed: a build wrote this tree.
    private static void delete(Path tree) {
        try {
            MoreFiles.deleteRecursively(tree);
        } catch (IOException broken) {
            throw failure(tree, broken);
        }
    }

    private static InfrastructureFailure failure(Path path, IOException broken) {
        return new InfrastructureFailure(
                "The workspace '" + path.getFileName()
                        + "' of a dead worker could not be removed: see that this user may"
                        + " write in the state directory.",
                broken);
    }
}
