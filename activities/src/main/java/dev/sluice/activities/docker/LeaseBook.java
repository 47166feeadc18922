package dev.sluice.activities.docker;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which containers each build of this host leases: one small file per build, so that a worker that starts again
/// knows what to expect.
final class LeaseBook {
    private final Path directory;

    LeaseBook(Path stateDirectory) {
        this.directory = stateDirectory.resolve("nodes");
    }

    void write(String build, List<String> containers) {
        try {
            Files.createDirectories(directory);
            Path partial = Files.createTempFile(directory, ".lease", null);
            Files.writeString(partial, String.join("\n", containers));
            Files.move(partial, file(build), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    /// Containers of the build's nodes; absent when it leases nothing here.
    Optional<List<String>> read(String build) {
        try {
            return Optional.of(Files.readAllLines(file(build)).stream()
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    boolean remove(String build) {
        try {
            return Files.deleteIfExists(file(build));
        } catch (IOException e) {
            throw failure("remove", e);
        }
    }

    List<String> builds() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failure("list", e);
        }
    }

    private Path file(String build) {
        if (!build.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("'" + build + "' is not the id of a build");
        }
        return directory.resolve(build);
    }

    private InfrastructureFailure failure(String verb, IOException e) {
        return new InfrastructureFailure(
                "Could not " + verb + " the leases in '" + directory + "': " + e.getMessage()
                        + ". Check the disk and the owner of the state directory. [NODE-STATE]",
                e);
    }
}
