package dev.sluice.engine.autohold;

import java.util.List;

/// A build whose nodes are kept.
///
/// @param host task queue of the host that has the nodes
/// @param nodes names of their containers
/// @param untilEpochMilli when they may be removed; 0 for when the request is deleted
public record HeldBuild(String build, String host, List<String> nodes, long untilEpochMilli) {

    public boolean isOver(long now) {
        return untilEpochMilli > 0 && untilEpochMilli <= now;
    }
}
