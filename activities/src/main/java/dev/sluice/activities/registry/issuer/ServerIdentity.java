package dev.sluice.activities.registry.issuer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Address and certificate of the token server. The same after a restart: registries that still run name that address,
/// and nodes trust that certificate.
///
/// @param host address of this host that nodes can reach
public record ServerIdentity(String host, int port, FreshCertificate certificate, Instant until) {
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

    /// The identity kept in that file, or a new one with a free port.
    ///
    /// @param port 0 to take a free one at the first start
    public static ServerIdentity keptIn(Path file, String host, int port, Instant now) {
        try {
            ServerIdentity kept = JSON.readValue(Files.readAllBytes(file), ServerIdentity.class);
            if (kept.host.equals(host)
                    && (port == 0 || kept.port == port)
                    && kept.until.isAfter(now.plus(LIFE.dividedBy(2)))) {
                return kept;
            }
        } catch (NoSuchFileException firstStart) {
            // Made below.
        } catch (IOException damaged) {
            throw new InfrastructureFailure(
                    "The token service's identity in '" + file + "' cannot be read: "
                            + damaged.getClass().getSimpleName() + ". Delete that file; builds that run now must be run"
                            + " again then.",
                    damaged);
        }
        ServerIdentity made = new ServerIdentity(
                host,
                port == 0 ? freePort(host) : port,
                FreshCertificate.issue("sluice token service", List.of(host), now, LIFE),
                now.plus(LIFE));
        made.keep(file);
        return made;
    }

    private void keep(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path temporary = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "new-",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(temporary, JSON.writeValueAsBytes(this));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new InfrastructureFailure(
                    "The token service's identity cannot be kept in '" + file + "': " + broken.getMessage()
                            + ". See that the state directory can be written.",
                    broken);
        }
    }

    private static int freePort(String host) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new InfrastructureFailure(
                    "The token service for buildset registries cannot listen on '" + host + "': " + broken.getMessage()
                            + ". 'docker.advertise-host' in the settings must be an address of this host that nodes can"
                            + " reach.",
                    broken);
        }
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + host + ":" + port + "]";
    }
}
