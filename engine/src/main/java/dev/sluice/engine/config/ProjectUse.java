package dev.sluice.engine.config;

import java.util.Optional;

/// A required project of a job stanza.
///
/// @param name as written
public record ProjectUse(String name, Optional<String> overrideCheckout) {}
