package dev.sluice.workflows;

import dev.sluice.workflows.build.BuildWorkflowImpl;
import dev.sluice.workflows.buildset.BuildsetWorkflowImpl;
import dev.sluice.workflows.gerrit.GerritListenerWorkflowImpl;
import dev.sluice.workflows.queue.QueueWorkflowImpl;
import dev.sluice.workflows.semaphore.SemaphoreWorkflowImpl;
import dev.sluice.workflows.tenant.TenantWorkflowImpl;
import dev.sluice.workflows.timer.TimerWorkflowImpl;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;

/// The workflows that every worker of the common task queue must know.
///
/// ```java
/// WorkerFactory factory = WorkerFactory.newInstance(client, WorkerFactoryOptions.newBuilder()
///         .setUsingVirtualWorkflowThreads(true)   // else 600 cached workflows hold 600 platform threads
///         .build());
/// Worker worker = factory.newWorker("sluice", WorkerOptions.newBuilder()
///         .setUsingVirtualThreads(true)
///         .setDefaultDeadlockDetectionTimeout(10_000)   // a cold or loaded machine loads classes for over 1 s
///         .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))   // how fast a step learns that it must stop
///         .build());
/// worker.registerWorkflowImplementationTypes(WorkflowTypes.options(), WorkflowTypes.all());
/// ```
///
/// The client must be made with [dev.sluice.workflows.json.SluiceDataConverter], and
/// [dev.sluice.workflows.shell.Labels#all] registered as search attributes of type Keyword.
public final class WorkflowTypes {
    private WorkflowTypes() {}

    public static Class<?>[] all() {
        return List.<Class<?>>of(
                        TenantWorkflowImpl.class,
                        QueueWorkflowImpl.class,
                        BuildsetWorkflowImpl.class,
                        BuildWorkflowImpl.class,
                        SemaphoreWorkflowImpl.class,
                        GerritListenerWorkflowImpl.class,
                        TimerWorkflowImpl.class)
                .toArray(Class<?>[]::new);
    }

    /// Defects fail a workflow where people see it, instead of being tried again without end.
    ///
    /// `IllegalStateException` is not among them: a replay that does not match is one as well, and has to wait
    /// for the right code. The shells turn the planners' own into failures.
    public static WorkflowImplementationOptions options() {
        return WorkflowImplementationOptions.newBuilder()
                .setFailWorkflowExceptionTypes(
                        NullPointerException.class,
                        IllegalArgumentException.class,
                        ClassCastException.class,
                        IndexOutOfBoundsException.class,
                        UnsupportedOperationException.class,
                        ArithmeticException.class,
                        java.util.NoSuchElementException.class)
                .build();
    }
}
