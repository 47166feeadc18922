package dev.sluice.engine.config;

import java.util.Map;
import java.util.Optional;

/// A secret, still encrypted (A61).
///
/// @param token set for a token secret, which has no data
/// @param data JSON values; an encrypted scalar is a mapping from `!encrypted/pkcs1-oaep` to a list of base64 chunks
public record Secret(String name, Map<String, Object> data, Optional<OidcToken> token, Source source) {}
