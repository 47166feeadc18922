package dev.sluice.engine.playbook;

/// How a step ended on a host.
///
/// @param iterations for an include, how often its body runs; else 0
/// @param message for people, free of secrets: what failed
public record StepEnd(StepRun run, StepStatus status, int iterations, String message) {}
