package dev.sluice.workflows.testkit;

import dev.sluice.workflows.WorkflowTypes;
import dev.sluice.workflows.buildset.BuildsetInput;
import dev.sluice.workflows.buildset.BuildsetView;
import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.queue.QueueInput;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.tenant.TenantInput;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An in-memory Temporal on the real clock, with workers over a [FakeWorld] that can crash and start again.
public final class Shells implements AutoCloseable {
    private static final String COMMON = "sluice";
    public final FakeWorld world;
    private final TestWorkflowEnvironment temporal;
    private final WorkerFactory hosts;
    private WorkerFactory workers;

    public Shells(FakeWorld world) {
        this.world = world;
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(SluiceDataConverter.create())
                        .build())
                .build());
        Labels.all()
                .forEach(name -> temporal.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        hosts = startHosts();
        workers = startWorkers();
    }

    public WorkflowClient client() {
        return temporal.getWorkflowClient();
    }

    /// The workers of the workflows die; others start and replay what they find.
    public void crash() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
        workers = startWorkers();
    }

    private WorkerFactory startWorkers() {
        WorkerFactory factory = newFactory();
        Worker common = factory.newWorker(COMMON, workerOptions());
        common.registerWorkflowImplementationTypes(WorkflowTypes.options(), WorkflowTypes.all());
        common.registerActivitiesImplementations(
                new FakePorts.Tenant(world),
                new FakePorts.History(world),
                new FakePorts.Gerrit(world),
                new FakePorts.Executor(world));
        factory.start();
        return factory;
    }

    private WorkerFactory startHosts() {
        WorkerFactory factory = newFactory();
        Worker host = factory.newWorker("host-1", workerOptions());
        host.registerActivitiesImplementations(new FakePorts.Executor(world), new FakePorts.Nodes(world));
        factory.start();
        return factory;
    }

    private WorkerFactory newFactory() {
        return WorkerFactory.newInstance(
                temporal.getWorkflowClient(),
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
    }

    private static WorkerOptions workerOptions() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(100))
                .setStickyQueueScheduleToStartTimeout(Duration.ofMillis(500))
                .setDefaultDeadlockDetectionTimeout(20_000)
                .build();
    }

    public TenantWorkflow startTenant(Timeouts timeouts) {
        TenantWorkflow tenant =
                client().newWorkflowStub(TenantWorkflow.class, options(Ids.tenant("demo"), Labels.ofTenant("demo")));
        WorkflowClient.start(tenant::run, TenantInput.fresh("demo", "http://sluice", timeouts));
        return tenant;
    }

    public QueueWorkflow startQueue(Timeouts timeouts) {
        QueueWorkflow queue = client()
                .newWorkflowStub(
                        QueueWorkflow.class, options(Ids.queue("demo", "check"), Labels.ofQueue("demo", "check")));
        WorkflowClient.start(queue::run, QueueInput.fresh(FakeWorld.check(), "layout-1", "http://sluice", timeouts));
        return queue;
    }

    /// Starts an attempt at change 1 without a queue.
    public BuildsetWorkflow startBuildset(String buildset, Optional<String> rerunOf) {
        BuildsetWorkflow workflow = client()
                .newWorkflowStub(
                        BuildsetWorkflow.class,
                        options(Ids.buildset(buildset), Labels.ofItem("demo", "check", "demo/app", "1,1")));
        BuildsetInput input = new BuildsetInput(
                "demo", "check", "layout-1", buildset, Stories.change(1, 1), List.of(), rerunOf, Stories.QUICK);
        WorkflowClient.start(workflow::run, input);
        return workflow;
    }

    public String resultOf(String workflowId) {
        try {
            return client().newUntypedWorkflowStub(workflowId).getResult(20, TimeUnit.SECONDS, String.class);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(
                    workflowId + " did not end; log: " + world.log + "\n" + temporal.getDiagnostics(), e);
        }
    }

    public BuildsetView buildset(String buildset) {
        return client()
                .newWorkflowStub(BuildsetWorkflow.class, Ids.buildset(buildset))
                .view();
    }

    /// The newest build of a job.
    public BuildWorkflow buildOf(String buildset, String job) {
        return client().newWorkflowStub(BuildWorkflow.class, Ids.build(buildIdOf(buildset, job)));
    }

    public String buildIdOf(String buildset, String job) {
        return buildset(buildset).jobs().stream()
                .filter(line -> line.job().equals(job))
                .findFirst()
                .orElseThrow()
                .build();
    }

    public void awaitState(String buildset, String job, String state) {
        world.eventually(
                job + " " + state,
                () -> buildset(buildset).jobs().stream()
                                .anyMatch(line -> line.job().equals(job) && !line.build().isEmpty())
                        && isState(buildset, job, state));
    }

    private boolean isState(String buildset, String job, String state) {
        try {
            return buildOf(buildset, job).view().state().equals(state);
        } catch (io.temporal.client.WorkflowNotFoundException notYet) {
            return false;
        }
    }

    /// Signals; the in-memory server finds no workflow for a moment while it continues as new.
    public void signal(Runnable send) {
        world.eventually("signal taken", () -> {
            try {
                send.run();
                return true;
            } catch (io.temporal.client.WorkflowNotFoundException between) {
                return false;
            }
        });
    }

    /// How often a workflow began, continued as new among it.
    public long runsOf(String workflowId) {
        var closed = client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .listClosedWorkflowExecutions(ListClosedWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(temporal.getNamespace())
                        .build());
        return 1
                + closed.getExecutionsList().stream()
                        .filter(run -> run.getExecution().getWorkflowId().equals(workflowId))
                        .count();
    }

    private static WorkflowOptions options(String id, SearchAttributes labels) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(COMMON)
                .setTypedSearchAttributes(labels)
                .build();
    }

    @Override
    public void close() {
        hosts.shutdownNow();
        workers.shutdownNow();
        temporal.close();
    }
}
