package dev.sluice.activities.contract;

import java.util.Map;
import java.util.Optional;

/// Containers beside a build's nodes on the host's engine, such as the buildset registry. They live as long as the
/// build:
/// [dev.sluice.workflows.port.NodeActivities#release] removes them.
public interface Sidecars {

    /// Starts a sidecar, or finds the running one of this build and name; returns when its port accepts connections.
    Sidecar start(Spec spec) throws InterruptedException;

    /// The running sidecar of this build and name.
    Optional<Sidecar> find(String build, String name);

    /// @param files path in the container → content; put there before it starts
    /// @param port the container's port to publish
    /// @param volume path of an anonymous volume
    record Spec(
            String build,
            String name,
            String image,
            Map<String, String> environment,
            Map<String, byte[]> files,
            int port,
            String volume) {}

    /// @param host address that every node, and this executor, can reach
    /// @param port published port on that address
    record Sidecar(String id, String host, int port) {}
}
