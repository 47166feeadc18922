package dev.sluice.workflows.shell;

/// The figures behind timeouts and retries; part of every workflow's input.
///
/// @param heartbeatSeconds how long a step or a lease may be silent before its attempt counts as dead
/// @param hostSilentSeconds how long a task may wait for its host before the host counts as lost
/// @param attempts how often a call that something we depend on failed is tried before its step is parked
/// @param firstBackoffMillis wait before the second attempt; doubles with each further one
/// @param maxBackoffMillis longest wait between two attempts
/// @param eventsPerRun length of history at which an entity continues as new; 0 leaves it to Temporal's advice
public record Timeouts(
        long heartbeatSeconds,
        long hostSilentSeconds,
        int attempts,
        long firstBackoffMillis,
        long maxBackoffMillis,
        int eventsPerRun) {

    public static Timeouts standard() {
        return new Timeouts(15, 60, 6, 1_000, 30_000, 0);
    }
}
