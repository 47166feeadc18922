package dev.sluice.engine.config;

import java.util.Optional;

/// A required project of a job stanza.
///
/// @param name as written
/// @param overrideBranch the old attribute: checked out where `override-checkout` does not say, and nothing more (B60)
public record ProjectUse(String name, Optional<String> overrideCheckout, Optional<String> overrideBranch) {}
