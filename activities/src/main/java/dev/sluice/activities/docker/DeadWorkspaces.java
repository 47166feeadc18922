package dev.sluice.activities.docker;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException broken)
                        throws IOException {
                    if (broken != null) {
                        throw broken;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
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
