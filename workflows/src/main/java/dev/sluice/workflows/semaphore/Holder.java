package dev.sluice.workflows.semaphore;

/// Who holds or wants a semaphore: a job of a buildset.
public record Holder(String buildset, String job) {}
