package dev.sluice.activities.role;

import dev.sluice.activities.registry.Credential;
import java.util.Optional;
import java.util.function.Supplier;

/// The site's mirror of Docker Hub, or Docker Hub itself where only a credential is set (`docker.hub` in the settings).
///
/// @param url such as `https://mirror.example.org:5443`; absent for Docker Hub itself
/// @param caPem authority of the mirror's certificate
/// @param credential read anew for each use, so that a password may change
public record HubMirror(Optional<String> url, Optional<String> caPem, Supplier<Optional<Credential>> credential) {

    /// No mirror and no credential.
    public static HubMirror none() {
        return new HubMirror(Optional.empty(), Optional.empty(), Optional::empty);
    }
}
