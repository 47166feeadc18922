package dev.sluice.workflows;

import dev.sluice.workflows.port.ExecutorActivities;
import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.NodeActivities;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TimerActivities;
import java.util.List;

/// Which ports are called on which task queue.
public final class ActivityTypes {
    private ActivityTypes() {}

    /// The task queue on which `openWorkspace` is called, which answers with the queue of its host. A worker reads it
    /// only while its host has a free place for a build; what waits there, waits by its priority (C53).
    ///
    /// @param common the workflows' own task queue
    public static String placesQueue(String common) {
        return common + "-places";
    }

    /// On the queue of places.
    public static List<Class<?>> places() {
        return List.of(ExecutorActivities.class);
    }

    /// On the common task queue, which is the workflows' own. Workflows that began before there was a queue of places
    /// open their workspaces here.
    public static List<Class<?>> common() {
        return List.of(
                TenantActivities.class,
                TimerActivities.class,
                HistoryActivities.class,
                GerritActivities.class,
                ExecutorActivities.class);
    }

    /// On the task queue of one host. A lease takes one of its slots for as long as a build lives, so that
    /// `setMaxConcurrentActivityExecutionSize` bounds the builds of a host.
    public static List<Class<?>> host() {
        return List.of(ExecutorActivities.class, NodeActivities.class);
    }
}
