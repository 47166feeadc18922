package dev.sluice.engine.config;

import java.util.Optional;

/// How many jobs may hold a name at once (A61, C52).
///
/// @param source absent for a global semaphore
public record Semaphore(String name, int max, Optional<Source> source) {}
