package dev.sluice.worker.wiring;

import dev.sluice.workflows.WorkflowTypes;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// This process's Temporal workers: one on the site's common task queue, one on the host's own.
public final class Workers implements AutoCloseable {
    /// Workflows, and activities that any host may run.
    public static final String COMMON_QUEUE = "sluice";

    /// Steps and leases mostly wait for something else; each costs a virtual thread.
    private static final int ACTIVITIES_AT_ONCE = 500;

    private static final int CACHED_WORKFLOWS = 2_000;

    /// A step of a workflow takes milliseconds; on a machine whose processors are all taken it may wait for seconds.
    private static final long DEADLOCK_MILLIS = 10_000;

    private final CallsShowThatTheyLive heartbeats = new CallsShowThatTheyLive();
    private final WorkerFactory factory;

    /// @param hostActivities executor and nodes, which are also offered on the host's queue
    public Workers(WorkflowClient client, String hostQueue, List<Object> common, List<Object> hostActivities) {
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
        hostActivities.forEach(site::registerActivitiesImplementations);
        Worker host = factory.newWorker(hostQueue, options());
        hostActivities.forEach(host::registerActivitiesImplementations);
    }

    public void start() {
        factory.start();
    }

    private static WorkerOptions options() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(ACTIVITIES_AT_ONCE)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .build();
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(10, TimeUnit.SECONDS);
        heartbeats.close();
    }
}
