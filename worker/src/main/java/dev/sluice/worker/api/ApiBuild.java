package dev.sluice.worker.api;

/// A build, or a job that has none yet. Times are milliseconds since the epoch, 0 when not reached.
///
/// @param state `waiting`, `queued`, `running`, `paused`, `parked` or `complete`
/// @param result empty while it has none
/// @param note what a parked build waits for, or the detail of its result
public record ApiBuild(
        String uuid,
        String buildset,
        String job,
        String state,
        String result,
        int attempt,
        boolean voting,
        String logUrl,
        String note,
        long startedAt,
        long endedAt) {}
