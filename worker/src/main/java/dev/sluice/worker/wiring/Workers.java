package dev.sluice.worker.wiring;

import dev.sluice.activities.step.PlaceSlots;
import dev.sluice.activities.step.Places;
import dev.sluice.workflows.ActivityTypes;
import dev.sluice.workflows.WorkflowTypes;
import dev.sluice.workflows.port.ExecutorActivities;
import dev.sluice.workflows.port.NodeActivities;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// This process's Temporal workers: one on the site's common task queue, one on the host's own, and one that takes
/// builds while the host has places for them.
public final class Workers implements AutoCloseable {
    /// Workflows, and activities that any host may run.
    public static final String COMMON_QUEUE = "sluice";

    /// Steps and leases mostly wait for something else; each costs a virtual thread.
    private static final int ACTIVITIES_AT_ONCE = 2_000;

    private static final int CACHED_WORKFLOWS = 2_000;

    /// A step of a workflow takes milliseconds; on a machine whose processors are all taken it may wait for seconds.
    private static final long DEADLOCK_MILLIS = 10_000;

    private final CallsShowThatTheyLive heartbeats = new CallsShowThatTheyLive();
    private final WorkerFactory factory;

    /// @param common activities that any host may run
    /// @param places bounds the builds of this host
    public Workers(
            WorkflowClient client,
            String hostQueue,
            List<Object> common,
            ExecutorActivities executor,
            NodeActivities nodes,
            Places places) {
        this.factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkflowCacheSize(CACHED_WORKFLOWS)
                        .setWorkerInterceptors(new InterruptsEndWithTheActivity(), heartbeats)
                        .build());
        Worker site = factory.newWorker(COMMON_QUEUE, options());
        site.registerWorkflowImplementationTypes(WorkflowTypes.options(), WorkflowTypes.all());
        common.forEach(site::registerActivitiesImplementations);
        // For workflows that began before builds had a queue of their own.
        site.registerActivitiesImplementations(executor);
        factory.newWorker(hostQueue, options()).registerActivitiesImplementations(executor, nodes);
        factory.newWorker(ActivityTypes.placesQueue(COMMON_QUEUE), placesOptions(places))
                .registerActivitiesImplementations(executor);
    }

    public void start() {
        factory.start();
    }

    private static WorkerOptions options() {
        return common().setMaxConcurrentActivityExecutionSize(ACTIVITIES_AT_ONCE)
                .build();
    }

    private static WorkerOptions placesOptions(Places places) {
        return common().setWorkerTuner(new CompositeTuner(
                        new FixedSizeSlotSupplier<>(1),
                        new PlaceSlots(places),
                        new FixedSizeSlotSupplier<>(1),
                        new FixedSizeSlotSupplier<>(1)))
                .build();
    }

    private static WorkerOptions.Builder common() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(10, TimeUnit.SECONDS);
        heartbeats.close();
    }
}
