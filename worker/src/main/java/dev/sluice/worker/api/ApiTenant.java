package dev.sluice.worker.api;

import java.util.List;

/// A tenant and the problems of its configuration, each in one line.
///
/// @param paused why its events are kept, empty while they are routed
/// @param pausedSince milliseconds since the epoch, 0 while they are routed
/// @param waitingEvents events that nobody has routed yet
public record ApiTenant(
        String name,
        String layout,
        List<String> pipelines,
        List<String> problems,
        String paused,
        long pausedSince,
        int waitingEvents) {

    /// One whose events are routed.
    public ApiTenant(String name, String layout, List<String> pipelines, List<String> problems) {
        this(name, layout, pipelines, problems, "", 0, 0);
    }
}
