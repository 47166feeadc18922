package dev.sluice.engine.jobgraph;

import java.util.Map;

/// The OpenID Connect token that a playbook gets in place of a secret's data (G11).
///
/// @param ttlSeconds how long it is valid
/// @param issuer empty for the site itself
/// @param claims beside those that the engine makes, which these do not replace; JSON values
public record FrozenToken(int ttlSeconds, String issuer, Map<String, Object> claims) {}
