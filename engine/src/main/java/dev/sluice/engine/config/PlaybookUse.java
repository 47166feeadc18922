package dev.sluice.engine.config;

import java.util.List;

/// A playbook named by a job stanza.
///
/// @param cleanup whether it runs even after an abort (C46)
/// @param resultIgnored whether it comes from the old attribute `cleanup-run` (C46)
public record PlaybookUse(String path, List<String> semaphores, boolean cleanup, boolean resultIgnored) {}
