package dev.sluice.activities.store;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Small files that only their owner may read, made once whoever asks first: threads of this process and other
/// processes that share the directory.
final class PrivateFiles {
    private static final String OWNER_ONLY = "rw-------";

    private final ReentrantLock lock = new ReentrantLock();
    private final Path directory;

    PrivateFiles(Path directory) {
        this.directory = directory;
    }

    Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", file, e);
        }
    }

    /// Reads the file, or makes it while nobody else does.
    String readOrMake(Path file, Supplier<String> content) {
        Optional<String> there = read(file);
        if (there.isPresent()) {
            return there.get();
        }
        return exclusively(() -> read(file).orElseGet(() -> {
            String made = content.get();
            write(file, made);
            return made;
        }));
    }

    <T> T exclusively(Supplier<T> work) {
        Path lockFile = directory.resolve(".lock");
        lock.lock();
        try {
            Files.createDirectories(directory);
            try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw failure("lock", lockFile, e);
        } finally {
            lock.unlock();
        }
    }

    /// Replaces the file at once, so that no reader sees half of it.
    void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Path partial = Files.createTempFile(
                    file.getParent(),
                    ".new",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            Files.writeString(partial, content, StandardCharsets.UTF_8);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("write", file, e);
        }
    }

    private static InfrastructureFailure failure(String verb, Path file, IOException e) {
        return new InfrastructureFailure(
                "Could not " + verb + " '" + file + "': " + e.getMessage()
                        + ". Check the owner and the free space of the state directory. [KEY-FILE]",
                e);
    }
}
