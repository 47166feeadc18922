package dev.sluice.activities.registry;

import dev.sluice.activities.registry.issuer.FreshCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Assumptions;

/// Debian's `docker-registry` (Distribution 2.8.2) as a process of the test.
public final class RealRegistry implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/docker-registry");

    private final Path directory;
    private final String address;
    private final int port;
    private final Optional<FreshCertificate> tls;
    private Process process;

    /// How it is guarded.
    ///
    /// @param yaml the `auth:` part of its configuration, or empty
    public record Guard(String yaml) {
        public static Guard none() {
            return new Guard("");
        }

        public static Guard htpasswd(Path directory, String user, String password) throws IOException {
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            Path file = directory.resolve("htpasswd");
            String hash = OpenBSDBCrypt.generate("2y", password.toCharArray(), salt, 4);
            Files.writeString(file, user + ":" + hash + "\n");
            return new Guard("auth:\n  htpasswd: {realm: test, path: " + file + "}\n");
        }
    }

    /// Skips the test, with its reason, where there is no such program.
    public static void assumeInstalled() {
        Assumptions.assumeTrue(
                Files.isExecutable(BINARY),
                "skipped: " + BINARY + " is not installed (apt-get install docker-registry)");
    }

    public RealRegistry(Path directory, String address, Guard guard, boolean withTls) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.address = address;
        this.port = freePort(address);
        this.tls = withTls
                ? Optional.of(FreshCertificate.issue(
                        "test registry",
                        List.of(address, "127.0.0.1", "localhost", "zuul-jobs.buildset-registry"),
                        Instant.now(),
                        Duration.ofDays(2)))
                : Optional.empty();
        Files.writeString(directory.resolve("config.yml"), configuration(guard));
        start();
    }

    private String configuration(Guard guard) throws IOException {
        String http = "http:\n  addr: " + address + ":" + port + "\n  secret: for-tests-only\n";
        if (tls.isPresent()) {
            Path certificate = directory.resolve("tls.crt");
            Path key = directory.resolve("tls.key");
            Files.writeString(certificate, tls.get().certificatePem());
            Files.writeString(key, tls.get().keyPem());
            http += "  tls: {certificate: " + certificate + ", key: " + key + "}\n";
        }
        return "version: 0.1\nlog: {level: info}\nstorage:\n  filesystem: {rootdirectory: " + directory.resolve("data")
                + "}\n  delete: {enabled: true}\n" + http + guard.yaml();
    }

    public void start() throws IOException {
        process = new ProcessBuilder(
                        BINARY.toString(),
                        "serve",
                        directory.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("the registry did not start: "
                        + Files.readString(directory.resolve("log"), StandardCharsets.UTF_8));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public URI base() {
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + address + ":" + port);
    }

    public int port() {
        return port;
    }

    public Optional<String> ca() {
        return tls.map(FreshCertificate::caPem);
    }

    public RegistryEndpoint endpoint(Optional<Credential> credential) {
        return new RegistryEndpoint(base(), ca(), credential);
    }

    public String log() throws IOException {
        return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
    }

    public static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
