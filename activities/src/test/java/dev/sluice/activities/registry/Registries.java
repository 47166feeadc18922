package dev.sluice.activities.registry;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Clients for tests: waits are written down, not waited.
final class Registries implements AutoCloseable {
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    final Patience patience = new Patience(
            4,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            waits::add,
            new Random(7));
    private final List<RegistryClient> open = new ArrayList<>();

    /// Waits for real, for tests in which a registry needs time to come back.
    static Patience forARestart() {
        return new Patience(
                60,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Thread::sleep,
                new Random(7));
    }

    RegistryClient connect(URI base) {
        return connect(new RegistryEndpoint(base, Optional.empty(), Optional.empty()));
    }

    RegistryClient connect(URI base, String user, String password) {
        return connect(new RegistryEndpoint(base, Optional.empty(), Optional.of(new Credential(user, password))));
    }

    RegistryClient connect(RegistryEndpoint endpoint) {
        RegistryClient client = new RegistryClient(endpoint, TrustedCas.none(), patience, Clock.systemUTC());
        open.add(client);
        return client;
    }

    @Override
    public void close() {
        open.forEach(RegistryClient::close);
    }
}
