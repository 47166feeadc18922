package dev.sluice.activities.role;

import dev.sluice.activities.registry.FakeRegistry;
import dev.sluice.activities.registry.ImageCopier;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.activities.registry.TrustedCas;
import dev.sluice.activities.registry.issuer.FreshCertificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A buildset registry and an intermediate registry behind TLS, for roles that use both.
final class RoleWorld implements AutoCloseable {
    private final FreshCertificate certificate =
            FreshCertificate.issue("test", List.of("127.0.0.1"), Instant.now(), Duration.ofDays(1));
    final FakeRegistry buildsetServer = new FakeRegistry(Optional.of(certificate));
    final FakeRegistry intermediateServer = new FakeRegistry(Optional.of(certificate));
    final RegistryAccess access = new RegistryAccess(
            new TrustedCas(List.of(certificate.caPem())),
            new Patience(
                    3,
                    Duration.ofMillis(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    _ -> {},
                    new Random(1)),
            Clock.systemUTC(),
            new ImageCopier(4));
    final BuildsetRegistry buildset =
            new BuildsetRegistry("127.0.0.1", buildsetServer.port(), "zuul", "buildset-password", certificate.caPem());
    final Map<String, Object> intermediateSecret = Map.of(
            "host", "127.0.0.1",
            "port", intermediateServer.port(),
            "username", "zuul",
            "password", "intermediate-password\n");

    RegistryClient buildsetClient() {
        return access.connect(buildset.endpoint());
    }

    RegistryClient intermediateClient() {
        return access.connect(
                RegistryEndpoint.https("127.0.0.1", intermediateServer.port(), Optional.empty(), Optional.empty()));
    }

    @Override
    public void close() {
        buildsetServer.close();
        intermediateServer.close();
    }
}
