package dev.sluice.activities.registry.issuer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Registrations on disk: one file each, readable by the worker's user only, written whole or not at all.
final class RegistrationFiles {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Path directory;

    RegistrationFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException broken) {
            throw failure("make the directory of", broken);
        }
    }

    /// Whether this may be a name of a registration; guards against paths in addresses.
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Optional<Registration> read(String id) {
        if (!isId(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(id)), Registration.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException broken) {
            throw failure("read", broken);
        }
    }

    void write(Registration registration) {
        if (!isId(registration.id())) {
            throw new IllegalArgumentException("'" + registration.id() + "' is no id of a build");
        }
        try {
            Path temporary = Files.createTempFile(
                    directory,
                    "new-",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(temporary, JSON.writeValueAsBytes(registration));
            Files.move(temporary, file(registration.id()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw failure("keep", broken);
        }
    }

    void delete(String id) {
        if (!isId(id)) {
            return;
        }
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException broken) {
            throw failure("delete", broken);
        }
    }

    List<String> ids() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw failure("list", broken);
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }

    private InfrastructureFailure failure(String verb, IOException broken) {
        return new InfrastructureFailure(
                "Cannot " + verb + " the registrations of buildset registries in the state directory ("
                        + broken.getClass().getSimpleName() + " at " + directory + "). See that the directory can be"
                        + " written and the disk is not full, then run the step again.",
                broken);
    }
}
