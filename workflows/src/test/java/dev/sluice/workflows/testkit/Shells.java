package dev.sluice.workflows.testkit;

import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.workflows.ActivityTypes;
import dev.sluice.workflows.WorkflowTypes;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.buildset.BuildsetInput;
import dev.sluice.workflows.buildset.BuildsetView;
import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.queue.QueueInput;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.shell.Turn;
import dev.sluice.workflows.tenant.TenantInput;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// An in-memory Temporal on the real clock, with workers over a [FakeWorld].
public final class Shells implements AutoCloseable {
    /// Not that of a site: on a Temporal server that both use, neither works on what is the other's.
    private static final String COMMON = "stories";
    public final FakeWorld world;
    private final TestWorkflowEnvironment temporal;
    private final WorkerFactory hosts;
    private final WorkerFactory workers;
    private final int cachedWorkflows;
    private final Duration betweenHeartbeats;
    private final List<Object> ports;
    private final List<Object> hostPorts;

    public Shells(FakeWorld world) {
        this(world, 100, Optional.empty(), Duration.ofMillis(100));
    }

    /// @param cachedWorkflows 0 for workers that remember nothing: every task replays its workflow from the start, as
    ///     on a worker that has taken over from a dead one
    public Shells(FakeWorld world, int cachedWorkflows) {
        this(world, cachedWorkflows, Optional.empty(), Duration.ofMillis(100));
    }

    /// In memory, over ports of the caller's own.
    ///
    /// @param hostPorts those of the host `host-1`
    public static Shells over(List<Object> ports, List<Object> hostPorts) {
        return new Shells(new FakeWorld(), ports, hostPorts, 100, Optional.empty(), Duration.ofMillis(20));
    }

    /// @param target `host:port` of a real server whose search attributes are registered, else in memory
    /// @param betweenHeartbeats how fast an activity learns that it must stop
    public Shells(FakeWorld world, int cachedWorkflows, Optional<String> target, Duration betweenHeartbeats) {
        this(
                world,
                List.of(
                        new FakePorts.Tenant(world),
                        new FakePorts.Timers(world),
                        new FakePorts.History(world),
                        new FakePorts.Gerrit(world),
                        new FakePorts.Landings(world),
                        new FakePorts.Mails(world),
                        new FakePorts.Executor(world)),
                List.of(new FakePorts.Executor(world), new FakePorts.Nodes(world)),
                cachedWorkflows,
                target,
                betweenHeartbeats);
    }

    private Shells(
            FakeWorld world,
            List<Object> ports,
            List<Object> hostPorts,
            int cachedWorkflows,
            Optional<String> target,
            Duration betweenHeartbeats) {
        this.world = world;
        this.ports = ports;
        this.hostPorts = hostPorts;
        this.betweenHeartbeats = betweenHeartbeats;
        this.cachedWorkflows = cachedWorkflows;
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(SluiceDataConverter.create())
                        .build());
        target.ifPresent(address -> options.setUseExternalService(true).setTarget(address));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        if (target.isEmpty()) {
            Labels.all().forEach(name -> temporal.registerSearchAttribute(name, INDEXED_VALUE_TYPE_KEYWORD));
        }
        hosts = startHosts();
        workers = startWorkers();
    }

    public WorkflowClient client() {
        return temporal.getWorkflowClient();
    }

    public String commonQueue() {
        return COMMON;
    }

    private WorkerFactory startWorkers() {
        WorkerFactory factory = newFactory();
        Worker common = factory.newWorker(COMMON, workerOptions());
        common.registerWorkflowImplementationTypes(WorkflowTypes.options(), WorkflowTypes.all());
        common.registerActivitiesImplementations(ports.toArray());
        factory.start();
        return factory;
    }

    private WorkerFactory startHosts() {
        WorkerFactory factory = newFactory();
        Worker host = factory.newWorker("host-1", workerOptions());
        host.registerActivitiesImplementations(hostPorts.toArray());
        Worker places = factory.newWorker(ActivityTypes.placesQueue(COMMON), workerOptions());
        places.registerActivitiesImplementations(hostPorts.toArray());
        factory.start();
        return factory;
    }

    private WorkerFactory newFactory() {
        return WorkerFactory.newInstance(
                temporal.getWorkflowClient(),
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkflowCacheSize(cachedWorkflows)
                        .build());
    }

    private WorkerOptions workerOptions() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(2_500)
                .setMaxHeartbeatThrottleInterval(betweenHeartbeats)
                .setDefaultHeartbeatThrottleInterval(betweenHeartbeats)
                .setStickyQueueScheduleToStartTimeout(Duration.ofMillis(500))
                .setDefaultDeadlockDetectionTimeout(20_000)
                .build();
    }

    public TenantWorkflow startTenant(Timeouts timeouts) {
        return startTenant("demo", timeouts);
    }

    public TenantWorkflow startTenant(String name, Timeouts timeouts) {
        TenantWorkflow tenant =
                client().newWorkflowStub(TenantWorkflow.class, options(Ids.tenant(name), Labels.ofTenant(name)));
        WorkflowClient.start(tenant::run, TenantInput.fresh(name, "http://sluice", timeouts));
        return tenant;
    }

    public QueueWorkflow startQueue(Timeouts timeouts) {
        return startQueue(FakeWorld.check(), timeouts);
    }

    public QueueWorkflow startQueue(PipelineRules rules, Timeouts timeouts) {
        QueueWorkflow queue = client().newWorkflowStub(
                        QueueWorkflow.class,
                        options(Ids.queue("demo", rules.name()), Labels.ofQueue("demo", rules.name())));
        WorkflowClient.start(queue::run, QueueInput.fresh(rules, "layout-1", "http://sluice", timeouts));
        return queue;
    }

    /// Starts an attempt at change 1 without a queue.
    public BuildsetWorkflow startBuildset(String buildset, Optional<String> rerunOf) {
        return startBuildset(buildset, rerunOf, Stories.QUICK);
    }

    public BuildsetWorkflow startBuildset(String buildset, Optional<String> rerunOf, Timeouts timeouts) {
        BuildsetWorkflow workflow = client().newWorkflowStub(
                        BuildsetWorkflow.class,
                        options(Ids.buildset(buildset), Labels.ofItem("demo", "check", "demo/app", "1,1")));
        BuildsetInput input = new BuildsetInput(
                "demo",
                "check",
                "layout-1",
                buildset,
                Stories.change(1, 1),
                List.of(),
                List.of(),
                false,
                rerunOf,
                "",
                timeouts,
                Turn.NONE);
        WorkflowClient.start(workflow::run, input);
        return workflow;
    }

    public String resultOf(String workflowId) {
        try {
            return client().newUntypedWorkflowStub(workflowId).getResult(60, TimeUnit.SECONDS, String.class);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(
                    workflowId + " did not end; log: " + world.log + "\n" + temporal.getDiagnostics(), e);
        }
    }

    public BuildsetView buildset(String buildset) {
        return client().newWorkflowStub(BuildsetWorkflow.class, Ids.buildset(buildset))
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
                                .anyMatch(line ->
                                        line.job().equals(job) && !line.build().isEmpty())
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
        return 1
                + closed().getExecutionsList().stream()
                        .filter(run -> run.getExecution().getWorkflowId().equals(workflowId))
                        .count();
    }

    /// Of the newest run, as the server keeps it.
    public long historyBytes(String workflowId) {
        return client().fetchHistory(workflowId).getHistory().getSerializedSize();
    }

    /// The in-memory server fails to answer while a run of one of the workflows ends.
    private ListClosedWorkflowExecutionsResponse closed() {
        var request = ListClosedWorkflowExecutionsRequest.newBuilder()
                .setNamespace(temporal.getNamespace())
                .build();
        AtomicReference<ListClosedWorkflowExecutionsResponse> answer = new AtomicReference<>();
        world.eventually("closed runs", () -> {
            try {
                answer.set(client().getWorkflowServiceStubs().blockingStub().listClosedWorkflowExecutions(request));
                return true;
            } catch (io.grpc.StatusRuntimeException busy) {
                return false;
            }
        });
        return answer.get();
    }

    /// Writes the history of every run to `<story>.<kind>-<n>.json`.
    public void writeHistories(Path folder, String story) throws IOException {
        Map<String, Integer> numbers = new TreeMap<>();
        var service = client().getWorkflowServiceStubs().blockingStub();
        var closed = closed();
        var open = service.listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
                .setNamespace(temporal.getNamespace())
                .build());
        for (var run : Stream.concat(closed.getExecutionsList().stream(), open.getExecutionsList().stream())
                .sorted(Comparator.comparing(info -> info.getExecution().getWorkflowId()))
                .toList()) {
            String id = run.getExecution().getWorkflowId();
            String kind = id.substring(0, id.indexOf('/'));
            int number = numbers.merge(kind, 1, Integer::sum);
            String json =
                    client().fetchHistory(id, run.getExecution().getRunId()).toJson(false);
            Files.writeString(folder.resolve(story + "." + kind + "-" + number + ".json"), json + "\n");
        }
    }

    /// A worker of the bench's own, on a task queue of its own.
    public WorkerFactory startWorker(String queue, Class<?> workflow, Object activities) {
        WorkerFactory factory = newFactory();
        Worker worker = factory.newWorker(queue, workerOptions());
        worker.registerWorkflowImplementationTypes(workflow);
        worker.registerActivitiesImplementations(activities);
        factory.start();
        return factory;
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
