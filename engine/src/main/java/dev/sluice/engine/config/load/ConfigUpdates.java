package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import java.util.Optional;

/// Whether a change touches configuration (A70).
public final class ConfigUpdates {
    private ConfigUpdates() {}

    public static boolean updatesConfig(TenantDefinition tenant, Change change) {
        Optional<TenantProject> project = tenant.find(change.project());
        return project.isPresent()
                && (project.get().alwaysDynamic(change.branch())
                        || change.files().stream().anyMatch(file -> isConfig(project.get(), file)));
    }

    /// Whether it touches configuration of a config project, which never takes effect before it merged (A72).
    static boolean updatesTrusted(TenantDefinition tenant, Change change) {
        return updatesConfig(tenant, change)
                && tenant.find(change.project()).map(TenantProject::trusted).orElse(false);
    }

    private static boolean isConfig(TenantProject project, String file) {
        boolean root = ConfigFiles.ROOTS.stream()
                .anyMatch(each -> each.endsWith("/") ? file.startsWith(each) : file.equals(each));
        return root || project.extraConfigPaths().stream().anyMatch(file::startsWith);
    }
}
