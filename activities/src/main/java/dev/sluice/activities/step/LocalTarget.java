package dev.sluice.activities.step;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.step.module.Target;
import dev.sluice.engine.playbook.Inventory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// The executor itself, for playbooks of config projects only: commands run as the worker's user, with the build's
/// work directory as home and with nothing of the worker's environment but its `PATH`.
///
/// @param directory the build's work directory
record LocalTarget(Path directory) implements Target {
    private static final int TIMED_OUT = 124;

    @Override
    public String host() {
        return Inventory.EXECUTOR;
    }

    @Override
    public String home() {
        return directory.toString();
    }

    @Override
    public int run(Command command, BiConsumer<String, String> output) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        Path where = command.directory().isEmpty() ? directory : directory.resolve(command.directory());
        if (!Files.isDirectory(where)) {
            output.accept("stderr", "directory '" + where + "' is not there");
            return 126;
        }
        builder.directory(where.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("HOME", home());
        environment.put("LANG", "C.UTF-8");
        environment.putAll(command.environment());
        try {
            return ended(builder.start(), command, output);
        } catch (IOException e) {
            output.accept("stderr", "'" + command.argv().getFirst() + "' cannot be started");
            return 127;
        }
    }

    private static int ended(Process process, Command command, BiConsumer<String, String> output)
            throws InterruptedException {
        Thread out = reader(process.getInputStream(), "stdout", output);
        Thread err = reader(process.getErrorStream(), "stderr", output);
        Thread in = Thread.ofVirtual().start(() -> feed(process, command));
        try {
            Duration timeout = command.timeout();
            if (timeout.isZero()) {
                process.waitFor();
            } else if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return TIMED_OUT;
            }
            out.join();
            err.join();
            return process.exitValue();
        } finally {
            kill(process);
            in.interrupt();
        }
    }

    /// Kills the command with all that it started, and waits until it is gone: the next try of a step must not meet the
    /// last one still at work. Only the command itself is waited for, as nobody may reap its orphans.
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void feed(Process process, Command command) {
        try (OutputStream input = process.getOutputStream()) {
            if (command.standardInput().isPresent()) {
                input.write(command.standardInput().get());
            }
        } catch (IOException e) {
            // The command ended without reading all of its input, which is its own affair.
        }
    }

    private static Thread reader(InputStream stream, String name, BiConsumer<String, String> output) {
        return Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.accept(name, line);
                }
            } catch (IOException e) {
                // The process was killed while it wrote.
            }
        });
    }

    @Override
    public void write(String path, byte[] content, int mode) {
        Path file = Path.of(path);
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Path fresh = Files.createTempFile(file.getParent(), ".sluice", "");
            Files.write(fresh, content);
            Files.setPosixFilePermissions(fresh, permissions(mode));
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot write '" + path + "' on the executor: " + e.getMessage(), e);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // The constants stand in the order of the bits, `rwx` of the owner first.
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    @Override
    public Optional<byte[]> read(String path, long maximumBytes) {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > maximumBytes) {
                throw new IllegalArgumentException("'" + path + "' is larger than " + maximumBytes + " bytes");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot read '" + path + "' on the executor: " + e.getMessage(), e);
        }
    }
}
