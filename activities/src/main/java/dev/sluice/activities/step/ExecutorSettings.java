package dev.sluice.activities.step;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where and who this executor is.
///
/// @param stateDirectory the worker's `state-dir`
/// @param hostQueue task queue of this host: all steps of a workspace come back on it
/// @param hostname shown to jobs as `zuul.executor.hostname`
/// @param siteVariables variables of the site, which beat all others (C49)
/// @param labels of nodes that this host can start
/// @param heartbeatInterval time between heartbeats of a step that runs
public record ExecutorSettings(
        Path stateDirectory,
        String hostQueue,
        String hostname,
        Map<String, Object> siteVariables,
        List<String> labels,
        Duration heartbeatInterval) {

    public ExecutorSettings {
        requireNonNull(stateDirectory, "stateDirectory");
        requireNonNull(hostQueue, "hostQueue");
        requireNonNull(hostname, "hostname");
        requireNonNull(siteVariables, "siteVariables");
        requireNonNull(labels, "labels");
        requireNonNull(heartbeatInterval, "heartbeatInterval");
    }

    Path workspaces() {
        return stateDirectory.resolve("workspaces");
    }
}
