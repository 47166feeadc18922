package dev.sluice.worker.api;

import java.util.List;

/// An operator's request to keep the nodes of builds that fail.
///
/// @param currentCount builds that it holds or held
/// @param nodeExpiration seconds; 0 for until the request is deleted
public record ApiAutohold(
        String id,
        String tenant,
        String project,
        String job,
        String refFilter,
        int maxCount,
        int currentCount,
        long nodeExpiration,
        String reason,
        List<Held> held) {

    /// A build whose nodes are kept.
    ///
    /// @param nodes names of containers on the Docker engine of `host`
    /// @param until milliseconds since the epoch, 0 for until the request is deleted
    public record Held(String build, String host, List<String> nodes, long until) {}
}
