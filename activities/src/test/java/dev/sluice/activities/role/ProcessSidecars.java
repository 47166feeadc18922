package dev.sluice.activities.role;

import dev.sluice.activities.contract.Sidecars;
import dev.sluice.activities.registry.RealRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Runs the registry of a sidecar as a process, from the very files that its container would get.
final class ProcessSidecars implements Sidecars, AutoCloseable {
    private final Path directory;
    private final String host;
    private Optional<Process> process = Optional.empty();
    private int port;

    ProcessSidecars(Path directory, String host) {
        this.directory = directory;
        this.host = host;
    }

    @Override
    public Sidecar start(Spec spec) {
        if (process.isPresent()) {
            return new Sidecar("process", host, port);
        }
        try {
            port = RealRegistry.freePort(host);
            for (Map.Entry<String, byte[]> file : spec.files().entrySet()) {
                Path place = directory.resolve(file.getKey().substring(1));
                Files.createDirectories(place.getParent());
                Files.write(place, file.getValue());
            }
            Path configuration = directory.resolve("etc/docker/registry/config.yml");
            String text = Files.readString(configuration)
                    .replace("/etc/docker/registry/", directory + "/etc/docker/registry/")
                    .replace(spec.volume(), directory + spec.volume())
                    .replace("addr: :" + spec.port(), "addr: " + host + ":" + port);
            Files.writeString(configuration, text);
            process = Optional.of(new ProcessBuilder("/usr/bin/docker-registry", "serve", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start());
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!answers()) {
                if (!process.get().isAlive() || System.nanoTime() > end) {
                    throw new IOException(log());
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            return new Sidecar("process", host, port);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Sidecar> find(String build, String name) {
        return process.map(_ -> new Sidecar("process", host, port));
    }

    @Override
    public void close() {
        process.ifPresent(one -> one.destroyForcibly().onExit().join());
    }
}
