package dev.sluice.engine.config;

/// A file of variables in a repository (A30).
///
/// @param project as written; empty for the stanza's own
/// @param zuulProject whether the item's own project is meant
public record IncludeVars(String path, String project, boolean zuulProject, boolean required, boolean useRef) {}
