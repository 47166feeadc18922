package dev.sluice.engine.playbook;

/// A step to run on a host.
///
/// @param step id in the outline
/// @param iterations indexes of the enclosing includes' iterations, such as `1` or `0/2`: one number
///     for each enclosing include, looped or not; empty outside of includes
/// @param summary a short name for the Temporal UI, such as `[node] Build docker images`
public record StepRun(int play, String step, String iterations, String host, String summary) {}
