package dev.sluice.activities.role;

import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/// One client for each registry and credential of a step.
final class OpenRegistries implements AutoCloseable {
    private final RegistryAccess registries;
    private final Map<RegistryEndpoint, RegistryClient> clients = new LinkedHashMap<>();

    OpenRegistries(RegistryAccess registries) {
        this.registries = registries;
    }

    RegistryClient at(RegistryEndpoint endpoint) {
        return clients.computeIfAbsent(endpoint, registries::connect);
    }

    @Override
    public void close() {
        clients.values().forEach(RegistryClient::close);
    }
}
