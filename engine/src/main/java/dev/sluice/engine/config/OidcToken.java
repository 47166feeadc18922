package dev.sluice.engine.config;

import java.util.Map;
import java.util.Optional;

/// The OpenID Connect token that a token secret asks for (G11).
///
/// @param ttlSeconds absent for the tenant's `default-oidc-ttl`
/// @param issuer empty for the engine itself
/// @param claims beside those that the engine makes
public record OidcToken(Optional<Integer> ttlSeconds, String issuer, Map<String, Object> claims) {

    /// How long it is valid, in seconds.
    public int lifeSeconds(TenantDefinition tenant) {
        return ttlSeconds.orElse(tenant.defaultOidcTtlSeconds());
    }
}
