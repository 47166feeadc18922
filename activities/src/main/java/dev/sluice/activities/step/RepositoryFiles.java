package dev.sluice.activities.step;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.playbook.PlaybookFiles;
import dev.sluice.engine.playbook.RepositoryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Files of checked out repositories, read without ever leaving them.
///
/// Hazard: an untrusted project may commit a symbolic link to a file of the executor. Only a regular file whose real
/// path lies in the repository is read, and nothing of `.git`.
///
/// @param repository the playbook's own
/// @param roles the playbook's role repositories, in order
record RepositoryFiles(Path repository, List<RoleRepository> roles) implements PlaybookFiles {
    private static final long LARGEST = 16L * 1024 * 1024;

    /// @param single the role's name when the repository is itself one role, else empty
    record RoleRepository(String project, Path directory, String single) {}

    @Override
    public Optional<String> find(String path) {
        return bytes(repository, path).map(RepositoryFiles::text);
    }

    Optional<byte[]> bytes(String path) {
        return bytes(repository, path);
    }

    @Override
    public Optional<RoleFiles> role(String name) {
        return roleDirectory(name).map(found -> new RoleFiles() {
            @Override
            public String origin() {
                return found.origin();
            }

            @Override
            public Optional<String> find(String path) {
                return bytes(found.root(), found.prefix() + path).map(RepositoryFiles::text);
            }
        });
    }

    Optional<byte[]> roleBytes(String name, String path) {
        return roleDirectory(name).flatMap(found -> bytes(found.root(), found.prefix() + path));
    }

    private Optional<RoleDirectory> roleDirectory(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            return Optional.empty();
        }
        for (RoleRepository repository : roles) {
            if (repository.single().equals(name)) {
                return Optional.of(new RoleDirectory(repository.directory(), "", repository.project()));
            }
            String prefix = "roles/" + name;
            if (Files.isDirectory(repository.directory().resolve(prefix), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(
                        new RoleDirectory(repository.directory(), prefix + "/", repository.project() + ":" + prefix));
            }
        }
        return Optional.empty();
    }

    private record RoleDirectory(Path root, String prefix, String origin) {}

    private static Optional<byte[]> bytes(Path root, String path) {
        Optional<String> inside = RepositoryPath.resolve("", path);
        if (inside.isEmpty() || inside.get().equals(".git") || inside.get().startsWith(".git/")) {
            return Optional.empty();
        }
        try {
            Path file = root.resolve(inside.get());
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Path home = root.toRealPath();
            Path real = file.toRealPath();
            if (!real.startsWith(home) || real.startsWith(home.resolve(".git")) || Files.size(real) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(real));
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot read '" + path + "' of the workspace: " + e.getMessage(), e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
