package dev.sluice.engine.config;

/// A secret named by a job stanza (B40, B41).
///
/// @param alias the variable's name in the playbooks
public record SecretUse(String alias, String secret, boolean passToParent) {}
