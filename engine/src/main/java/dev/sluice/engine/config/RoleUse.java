package dev.sluice.engine.config;

/// A repository of roles named by a job stanza.
///
/// @param project as written
/// @param name name for a repository that is itself one role, or empty
public record RoleUse(String project, String name) {}
