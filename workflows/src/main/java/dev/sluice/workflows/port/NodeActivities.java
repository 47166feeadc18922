package dev.sluice.workflows.port;

import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nodes of a build, on the host's own task queue.
@ActivityInterface
public interface NodeActivities {

    /// Starts the build's nodes, each with its own network, workspace and, by its label, Docker engine; returns when
    /// all
    /// can be used. Idempotent by build. An unknown label is a failure of kind [FailureKind#CONFIG].
    void provision(ProvisionNodes request);

    /// Stands for the lease: heartbeats while the nodes live, until cancelled; fails when one dies.
    void hold(String build);

    /// Removes everything labelled with the build: containers, volumes, networks, files; unless an autohold wants its
    /// nodes, which then stay (F84). Idempotent.
    ///
    /// @param ended absent when an older workflow asks
    void release(String build, @Nullable EndedBuild ended);

    record ProvisionNodes(String build, String buildset, String job, List<NodeRequest> nodes) {}
}
