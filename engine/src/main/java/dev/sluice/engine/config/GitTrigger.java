package dev.sluice.engine.config;

import java.util.List;

/// Accepts `ref-updated` events of a plain git connection (F96).
///
/// @param refs matched against the full ref; empty for any
/// @param ignoreDeletes whether deletions of refs are dropped
public record GitTrigger(String connection, List<Regex> refs, boolean ignoreDeletes) implements Trigger {}
