package dev.sluice.activities.step;

import dev.sluice.activities.contract.NodeShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Nodes that are directories of this machine; commands really run.
final class LocalNodes implements NodeShell {
    private final Path root;
    final List<Command> commands = Collections.synchronizedList(new ArrayList<>());
    volatile Optional<RuntimeException> failure = Optional.empty();

    LocalNodes(Path root) {
        this.root = root;
    }

    Path home(String host) {
        Path home = root.resolve(host);
        try {
            return Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalTarget target(String host) {
        failure.ifPresent(why -> {
            throw why;
        });
        return new LocalTarget(home(host));
    }

    @Override
    public Exit run(String build, String host, Command command, BiConsumer<String, String> output)
            throws InterruptedException {
        LocalTarget target = target(host);
        commands.add(command);
        return new Exit(target.run(command, output));
    }

    @Override
    public void write(String build, String host, String path, byte[] content, int mode) {
        target(host).write(path, content, mode);
    }

    @Override
    public Optional<byte[]> read(String build, String host, String path, long maximumBytes) {
        return target(host).read(path, maximumBytes);
    }

    @Override
    public void copyTree(String build, String host, Path from, String to) {
        target(host);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = Path.of(to).resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public NodeFacts facts(String build, String host) {
        return new NodeFacts(host, "docker", "10.0.0.9", "10.0.0.1", home(host).toString(), true);
    }
}
