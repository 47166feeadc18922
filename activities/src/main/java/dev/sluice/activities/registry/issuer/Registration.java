package dev.sluice.activities.registry.issuer;

import java.time.Instant;

/// A buildset registry that the issuer answers for. All of it is kept, so that a worker that died half-way through
/// starting a registry, or while one runs, goes on with the same.
///
/// @param id build that started the registry
/// @param password knows who may write; secret
/// @param tls what the registry shows to clients
/// @param signing what tokens for it are signed with
public record Registration(
        String id, String username, String password, FreshCertificate tls, FreshCertificate signing, Instant made) {
    /// `service` of its challenges, `aud` of its tokens.
    public String service() {
        return "buildset-registry-" + id;
    }

    /// `iss` of its tokens.
    public String issuer() {
        return "sluice-" + id;
    }

    @Override
    public String toString() {
        return "Registration[" + id + "]";
    }
}
