package dev.sluice.activities.role;

import dev.sluice.activities.registry.ImageCopier;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.activities.registry.TrustedCas;
import java.time.Clock;

/// Registries as this executor sees them.
///
/// @param copier shared by all builds of the executor
public record RegistryAccess(TrustedCas trusted, Patience patience, Clock clock, ImageCopier copier) {

    /// To be closed after use.
    RegistryClient connect(RegistryEndpoint endpoint) {
        return new RegistryClient(endpoint, trusted, patience, clock);
    }
}
