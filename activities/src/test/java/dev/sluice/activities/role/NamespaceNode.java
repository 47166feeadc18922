package dev.sluice.activities.role;

import dev.sluice.activities.contract.NodeShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Assumptions;

/// A node made of Linux namespaces: its own network, `/etc/docker`, `/etc/hosts`, `/run` and a real Docker engine, and
/// nothing of them visible outside. Gone with its first process.
final class NamespaceNode implements NodeShell, AutoCloseable {
    /// Address of the test's side of the link; a loopback address would be insecure by default (3.3-5).
    static final String OUTSIDE = "10.231.77.1";

    private static final String INSIDE = "10.231.77.2";

    private final Path directory;
    private final Path home;
    private final Process first;
    private Optional<Process> engine = Optional.empty();

    /// Skips the test, with its reason, where namespaces or the engine are not to be had.
    static void assumePossible() throws Exception {
        for (String program : List.of("dockerd", "nsenter", "unshare", "ip")) {
            Assumptions.assumeTrue(
                    outside(List.of("sh", "-c", "command -v " + program)) == 0,
                    "skipped: '" + program + "' is not installed (apt-get install docker.io util-linux iproute2)");
        }
        Assumptions.assumeTrue(
                outside(List.of("unshare", "-n", "-m", "true")) == 0, "skipped: may not make namespaces (not root)");
    }

    NamespaceNode(Path directory) throws Exception {
        this.directory = directory;
        this.home = Files.createDirectories(directory.resolve("home"));
        for (String part : List.of("etc-docker", "data")) {
            Files.createDirectories(directory.resolve(part));
        }
        Files.copy(Path.of("/etc/hosts"), directory.resolve("hosts"));
        // Reads its input for ever: it ends when this JVM does, and the namespaces with it.
        first = new ProcessBuilder("unshare", "-n", "-m", "--propagation", "private", "cat").start();
        awaitNamespaces();
        outside(List.of("ip", "link", "del", "slregtest0"));
        must(List.of("ip", "link", "add", "slregtest0", "type", "veth", "peer", "name", "slregtest1"));
        must(List.of("ip", "link", "set", "slregtest1", "netns", String.valueOf(first.pid())));
        must(List.of("ip", "addr", "add", OUTSIDE + "/30", "dev", "slregtest0"));
        must(List.of("ip", "link", "set", "slregtest0", "up"));
        must(inside(List.of(
                "sh",
                "-c",
                "set -e; ip link set lo up; ip addr add " + INSIDE + "/30 dev slregtest1; ip link set slregtest1 up;"
                        + " mkdir -p /etc/docker; mount --bind " + directory.resolve("etc-docker") + " /etc/docker;"
                        + " mount --bind " + directory.resolve("hosts") + " /etc/hosts;"
                        + " mount -t tmpfs none /run; mount -t tmpfs none /dev/shm")));
    }

    private void awaitNamespaces() throws IOException {
        Path own = Path.of("/proc/self/ns/net");
        Path its = Path.of("/proc/" + first.pid() + "/ns/net");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (Files.readSymbolicLink(own).equals(Files.readSymbolicLink(its))) {
            if (System.nanoTime() > end) {
                throw new IOException("the namespaces were not made");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    void startEngine() throws Exception {
        engine = Optional.of(new ProcessBuilder(inside(List.of(
                        "dockerd",
                        "--data-root",
                        directory.resolve("data").toString(),
                        "--exec-root",
                        "/run/docker-exec",
                        "--host",
                        "unix:///var/run/docker.sock",
                        "--pidfile",
                        "/var/run/docker.pid",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--bridge=none",
                        "--storage-driver=vfs")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dockerd.log").toFile())
                .start());
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (outside(inside(List.of("/usr/bin/docker", "version"))) != 0) {
            if (System.nanoTime() > end || !engine.get().isAlive()) {
                throw new IOException(
                        "the engine did not start: " + Files.readString(directory.resolve("dockerd.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private List<String> inside(List<String> argv) {
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(first.pid()), "-n", "-m", "--"));
        all.addAll(argv);
        return all;
    }

    private static int outside(List<String> argv) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // The engine of the tests themselves would answer in place of the node's.
        builder.environment().remove("DOCKER_HOST");
        return builder.start().waitFor();
    }

    private static void must(List<String> argv) throws Exception {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", argv) + ": " + said);
        }
    }

    @Override
    public Exit run(String build, String host, Command command, BiConsumer<String, String> output)
            throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh"));
        argv.add(command.directory().isEmpty() ? home.toString() : command.directory());
        argv.addAll(command.argv());
        ProcessBuilder builder = new ProcessBuilder(inside(argv));
        // What `./dev test` says of the shared engine is not for the node.
        builder.environment().remove("DOCKER_HOST");
        builder.environment().putAll(command.environment());
        builder.environment().put("HOME", home.toString());
        // The client that matches Debian's engine; another one may stand before it.
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        try {
            Process process = builder.start();
            Thread errors = Thread.ofVirtual().start(() -> lines(process.getErrorStream(), "stderr", output));
            Thread input = Thread.ofVirtual().start(() -> {
                try (var stream = process.getOutputStream()) {
                    stream.write(command.standardInput().orElse(new byte[0]));
                } catch (IOException ended) {
                    // The command did not read it.
                }
            });
            lines(process.getInputStream(), "stdout", output);
            errors.join();
            input.join();
            return process.waitFor(command.timeout().toSeconds(), TimeUnit.SECONDS)
                    ? new Exit(process.exitValue())
                    : new Exit(124);
        } catch (IOException broken) {
            throw new Unreachable(broken.getMessage(), broken);
        }
    }

    private static void lines(InputStream stream, String name, BiConsumer<String, String> output) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> output.accept(name, line));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Path seen(String path) {
        return Path.of("/proc/" + first.pid() + "/root" + path);
    }

    @Override
    public void write(String build, String host, String path, byte[] content, int mode) {
        try {
            Files.createDirectories(seen(path).getParent());
            Files.write(seen(path), content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public Optional<byte[]> read(String build, String host, String path, long maximumBytes) {
        try {
            return Files.exists(seen(path)) ? Optional.of(Files.readAllBytes(seen(path))) : Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void copyTree(String build, String host, Path from, String to) {
        throw new UnsupportedOperationException("no role copies trees");
    }

    @Override
    public NodeFacts facts(String build, String host) {
        return new NodeFacts(host, "docker", INSIDE, OUTSIDE, home.toString(), true);
    }

    @Override
    public void close() throws Exception {
        if (engine.isPresent()) {
            engine.get().destroy();
            engine.get().waitFor(30, TimeUnit.SECONDS);
        }
        outside(inside(List.of("sh", "-c", "umount -l /run /dev/shm /etc/docker /etc/hosts")));
        first.destroyForcibly().waitFor();
        outside(List.of("ip", "link", "del", "slregtest0"));
    }
}
