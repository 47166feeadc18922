package dev.sluice.engine.jobgraph;

/// A semaphore that a job holds while it runs (C52).
public record SemaphoreUse(String name, boolean resourcesFirst) {}
