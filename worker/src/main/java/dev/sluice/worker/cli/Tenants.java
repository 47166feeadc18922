package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiTenant;
import java.util.List;

/// Which tenant a command is about.
final class Tenants {
    private Tenants() {}

    /// The named tenant, or the only one there is.
    static String chosen(ApiClient client, String named) {
        if (!named.isEmpty()) {
            return named;
        }
        List<String> names = client.list("/api/tenants", ApiTenant.class).stream()
                .map(ApiTenant::name)
                .toList();
        if (names.size() != 1) {
            throw new CommandFailure("Name a tenant with --tenant. This site has: " + String.join(", ", names) + ".");
        }
        return names.getFirst();
    }
}
