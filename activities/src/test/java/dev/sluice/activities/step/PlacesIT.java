package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.temporal.DevServer;
import dev.sluice.workflows.shell.Turn;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Who gets the only place of a host, on a real Temporal server (C53).
@EnabledIfEnvironmentVariable(
        named = "SLUICE_IT_TEMPORAL",
        matches = ".+",
        disabledReason = "SLUICE_IT_TEMPORAL names no Temporal server binary; './dev test' sets it")
final class PlacesIT {
    private static final String QUEUE = "places";

    @TempDir
    private Path state;

    private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();
    private DevServer server;
    private WorkflowClient client;
    private WorkerFactory workers;
    private Places places;

    @ActivityInterface
    public interface Opening {
        void openIt(String build);
    }

    @WorkflowInterface
    public interface Wanting {
        @WorkflowMethod
        void want(String build, Turn turn);
    }

    /// As a build does: only its asking for a place has a turn.
    public static final class WantingImpl implements Wanting {
        @Override
        public void want(String build, Turn turn) {
            ActivityOptions options = ActivityOptions.newBuilder()
                    .setTaskQueue(QUEUE)
                    .setPriority(turn.asPriority())
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .build();
            Workflow.newActivityStub(Opening.class, options).openIt(build);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = DevServer.start(
                System.getenv("SLUICE_IT_TEMPORAL"),
                "matching.autoEnableV2=true",
                "matching.numTaskqueueReadPartitions=1",
                "matching.numTaskqueueWritePartitions=1");
        client = WorkflowClient.newInstance(server.stubs());
        places = new Places(
                new ExecutorSettings(state, "host-1", "localhost", Map.of(), List.of(), Duration.ofSeconds(1)), 1);
        workers = WorkerFactory.newInstance(client);
        workers.newWorker("builds").registerWorkflowImplementationTypes(WantingImpl.class);
        WorkerOptions options = WorkerOptions.newBuilder()
                .setWorkerTuner(new CompositeTuner(
                        new FixedSizeSlotSupplier<>(1),
                        new PlaceSlots(places),
                        new FixedSizeSlotSupplier<>(1),
                        new FixedSizeSlotSupplier<>(1)))
                .build();
        Worker host = workers.newWorker(QUEUE, options);
        host.registerActivitiesImplementations((Opening) build -> {
            take(build);
            opened.add(build);
        });
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
        server.close();
    }

    private Path root(String build) {
        return state.resolve("workspaces").resolve(build);
    }

    private void take(String build) {
        try {
            places.take(Files.createDirectories(root(build)));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void end(String build) throws IOException {
        places.giveBack(root(build));
        Files.delete(root(build));
    }

    private void want(String build, Turn turn) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setTaskQueue("builds")
                .setWorkflowId(build)
                .build();
        Wanting wanting = client.newWorkflowStub(Wanting.class, options);
        WorkflowClient.start(wanting::want, build, turn);
    }

    /// The server's own figure, which it brings up to date every few seconds.
    private void awaitBacklog(int builds) {
        Instant end = Instant.now().plusSeconds(60);
        while (backlog() < builds) {
            assertThat(Instant.now()).as("%s builds wait", builds).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private long backlog() {
        DescribeTaskQueueRequest request = DescribeTaskQueueRequest.newBuilder()
                .setNamespace("default")
                .setTaskQueue(TaskQueue.newBuilder().setName(QUEUE))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setReportStats(true)
                .build();
        return server.stubs()
                .blockingStub()
                .describeTaskQueue(request)
                .getStats()
                .getApproximateBacklogCount();
    }

    private String nextOpened() throws InterruptedException {
        String build = opened.poll(60, TimeUnit.SECONDS);
        assertThat(build).as("a build that got the place").isNotNull();
        return build;
    }

    @Test
    void precedenceGoesFirstAndQueuesTakeTurns() throws Exception {
        workers.start();
        // With its first turn the server makes the task queue one that knows of turns.
        want("first", Turn.of("normal", "check busy"));
        assertThat(nextOpened()).isEqualTo("first");
        want("low", Turn.of("low", "periodic a"));
        for (int i = 1; i <= 4; i++) {
            want("busy-" + i, Turn.of("normal", "check busy"));
        }
        want("rare", Turn.of("normal", "check rare"));
        want("child", Turn.of("normal", "check busy").sooner());
        want("high", Turn.of("high", "gate a"));
        awaitBacklog(8);
        assertThat(opened).as("while the place is taken").isEmpty();

        List<String> order = new ArrayList<>();
        String last = "first";
        while (order.size() < 8) {
            end(last);
            last = nextOpened();
            order.add(last);
            assertThat(places.free()).isZero();
        }

        assertThat(order).startsWith("high", "child").endsWith("low");
        assertThat(order.indexOf("rare"))
                .as("the queue with one change in %s", order)
                .isLessThan(5);
    }
}
