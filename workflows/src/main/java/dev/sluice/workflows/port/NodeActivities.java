package dev.sluice.workflows.port;

import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// Nodes of a build, on the host's own task queue.
@ActivityInterface
public interface NodeActivities {

    /// Starts the build's nodes, each with its own network, workspace and, by its label, Docker engine; returns when
    /// all
    /// can be used. Idempotent by build. An unknown label is a failure of kind [FailureKind#CONFIG].
    void provision(ProvisionNodes request);

    /// Stands for the lease: heartbeats while the nodes live, until cancelled; fails when one dies.
    void hold(String build);

    /// Removes everything labelled with the build: containers, volumes, networks, files. Idempotent.
    void release(String build);

    record ProvisionNodes(String build, String buildset, String job, List<NodeRequest> nodes) {}
}
