package dev.sluice.worker.cli;

import dev.sluice.engine.problem.Suggestions;
import dev.sluice.worker.api.ApiTenant;
import java.util.List;

/// Which tenant a command is about.
final class Tenants {
    private Tenants() {}

    /// The named tenant, or the only one there is.
    static String chosen(ApiClient client, String named) {
        return tenant(client, named).name();
    }

    static ApiTenant tenant(ApiClient client, String named) {
        List<ApiTenant> all = client.list("/api/tenants", ApiTenant.class);
        List<String> names = all.stream().map(ApiTenant::name).toList();
        if (named.isEmpty() && all.size() == 1) {
            return all.getFirst();
        }
        String known = "This site has: " + String.join(", ", names) + ".";
        if (named.isEmpty()) {
            throw new CommandFailure("Name a tenant with --tenant. " + known);
        }
        return all.stream()
                .filter(tenant -> tenant.name().equals(named))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(Words.sentences(
                        "There is no tenant '" + named + "'.", Suggestions.didYouMean(named, names), known)));
    }
}
