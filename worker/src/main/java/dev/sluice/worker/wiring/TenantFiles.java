package dev.sluice.worker.wiring;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.worker.settings.InvalidSettings;
import dev.sluice.worker.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The tenants of the tenant file, as it was at start.
final class TenantFiles {
    private final List<TenantDefinition> tenants;
    private final Connections connections;

    /// @throws InvalidSettings with everything that is wrong with the tenant file (A1)
    TenantFiles(Settings settings) {
        this.connections = new Connections(Stream.concat(
                        settings.connections().stream()
                                .map(server -> new Connections.Connection(
                                        server.name(), "gerrit", server.canonicalHostname())),
                        settings.mailServers().stream()
                                .map(server -> new Connections.Connection(server.name(), "smtp", "")))
                .toList());
        Parsed<List<TenantDefinition>> parsed =
                TenantFile.parse(settings.tenants().toString(), SecretFiles.text(settings.tenants()), connections);
        if (parsed.failed()) {
            throw new InvalidSettings(parsed.problems());
        }
        this.tenants = parsed.value();
    }

    List<TenantDefinition> all() {
        return tenants;
    }

    List<String> names() {
        return tenants.stream().map(TenantDefinition::name).toList();
    }

    Connections connections() {
        return connections;
    }

    /// Short names of a connection's projects.
    List<String> projectsOf(String connection) {
        return tenants.stream()
                .flatMap(tenant -> tenant.projects().stream())
                .map(TenantProject::project)
                .filter(project -> project.connection().equals(connection))
                .map(Project::name)
                .distinct()
                .toList();
    }

    /// Names of the tenants that hear a connection's events.
    List<String> tenantsOf(String connection) {
        return tenants.stream()
                .filter(tenant -> tenant.projects().stream()
                        .anyMatch(each -> each.project().connection().equals(connection)))
                .map(TenantDefinition::name)
                .toList();
    }

    /// A tenant's project by short or canonical name (A6).
    Optional<Project> project(String tenant, String name) {
        return tenants.stream()
                .filter(each -> each.name().equals(tenant))
                .flatMap(each -> each.named(name).stream())
                .findFirst();
    }
}
