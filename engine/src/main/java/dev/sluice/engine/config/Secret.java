package dev.sluice.engine.config;

import java.util.Map;

/// A secret, still encrypted (A61).
///
/// @param data JSON values; an encrypted scalar is a mapping from `!encrypted/pkcs1-oaep` to a list of base64 chunks
public record Secret(String name, Map<String, Object> data, Source source) {}
