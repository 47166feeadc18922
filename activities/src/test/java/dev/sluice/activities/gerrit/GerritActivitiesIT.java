package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.port.GerritActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The activities in workers of their own on Temporal's in-memory server, with a real Gerrit.
final class GerritActivitiesIT {
    private static final String QUEUE = "gerrit";
    private static final List<String> TENANTS = List.of("tenant/recording", "tenant/absent");

    @TempDir
    private static Path directory;

    private static LaunchedGerrit gerrit;

    @WorkflowInterface
    public interface Listening {
        @WorkflowMethod
        void run();
    }

    public static final class ListeningImpl implements Listening {
        @Override
        public void run() {
            Workflow.newActivityStub(
                            GerritActivities.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofHours(1))
                                    .setHeartbeatTimeout(Duration.ofSeconds(3))
                                    .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                                    .setRetryOptions(RetryOptions.newBuilder()
                                            .setInitialInterval(Duration.ofMillis(200))
                                            .build())
                                    .build())
                    .streamEvents("gerrit", TENANTS);
        }
    }

    @WorkflowInterface
    public interface Recording {
        @WorkflowMethod
        void run();

        @SignalMethod
        void event(TriggerEvent event);

        @QueryMethod
        List<String> keys();
    }

    public static final class RecordingImpl implements Recording {
        private final List<String> keys = new ArrayList<>();

        @Override
        public void run() {
            Workflow.await(() -> false);
        }

        @Override
        public void event(TriggerEvent event) {
            keys.add(event.key());
        }

        @Override
        public List<String> keys() {
            return keys;
        }
    }

    @WorkflowInterface
    public interface Reporting {
        @WorkflowMethod
        boolean run(Review review);
    }

    public static final class ReportingImpl implements Reporting {
        @Override
        public boolean run(Review review) {
            return Workflow.newActivityStub(
                            GerritActivities.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                                    .setRetryOptions(RetryOptions.newBuilder()
                                            .setInitialInterval(Duration.ofMillis(100))
                                            .build())
                                    .build())
                    .report(review);
        }
    }

    @BeforeAll
    static void launch() throws Exception {
        gerrit = new LaunchedGerrit(directory);
    }

    @AfterAll
    static void end() throws Exception {
        if (gerrit != null) {
            gerrit.close();
        }
    }

    private static TestWorkflowEnvironment environment() {
        return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(SluiceDataConverter.create())
                        .build())
                .build());
    }

    private static WorkerFactory worker(WorkflowClient client, GerritRest rest) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(
                QUEUE,
                WorkerOptions.newBuilder()
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(300))
                        .build());
        worker.registerWorkflowImplementationTypes(ListeningImpl.class, RecordingImpl.class, ReportingImpl.class);
        worker.registerActivitiesImplementations(
                new GerritActivitiesImpl(List.of(rest), connection -> List.of("activity"), client));
        factory.start();
        return factory;
    }

    private static <T> T stub(WorkflowClient client, Class<T> type, String id) {
        return client.newWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(QUEUE)
                        .build());
    }

    private static List<String> await(Recording recording, Predicate<List<String>> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        List<String> keys = recording.keys();
        while (!condition.test(keys)) {
            assertThat(System.nanoTime()).as("waiting; keys %s", keys).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
            keys = recording.keys();
        }
        return keys;
    }

    @Test
    void anotherWorkerGoesOnFromTheHeartbeatOfAKilledOneAndCancellingEndsIt() throws Exception {
        gerrit.project("activity");
        GerritRest rest = new GerritRest(gerrit.connection());
        try (TestWorkflowEnvironment environment = environment()) {
            WorkflowClient client = environment.getWorkflowClient();
            Recording recording = stub(client, Recording.class, TENANTS.getFirst());
            WorkflowClient.start(recording::run);
            Listening listening = stub(client, Listening.class, "listening");
            WorkerFactory first = worker(client, rest);
            WorkflowClient.start(listening::run);
            // The stream begins now, whenever that is: changes are made until one is heard.
            int heard = 0;
            for (int i = 0; recording.keys().isEmpty(); i++) {
                heard = gerrit.change("activity", "Heard " + i, "f" + i, "x");
                TimeUnit.MILLISECONDS.sleep(500);
            }
            int last = heard;
            await(recording, keys -> keys.contains("patchset-created:" + last + ",2"));

            first.shutdownNow();
            first.awaitTermination(10, TimeUnit.SECONDS);
            int between = gerrit.change("activity", "Between", "between", "x");
            gerrit.comment(between, "{\"message\":\"recheck\"}");
            WorkerFactory second = worker(client, rest);
            List<String> keys = await(
                    recording,
                    each -> each.contains("patchset-created:" + between + ",2")
                            && each.stream().anyMatch(key -> key.startsWith("comment-added:" + between + "#")));

            assertThat(keys).contains("patchset-created:" + between + ",1");
            io.temporal.client.WorkflowStub.fromTyped(listening).cancel();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> io.temporal.client.WorkflowStub.fromTyped(listening)
                                    .getResult(30, TimeUnit.SECONDS, Void.class)))
                    .hasRootCauseInstanceOf(CanceledFailure.class);
            second.shutdownNow();
            second.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aReportWhoseAnswerWasLostIsPostedOnce() throws Exception {
        gerrit.project("lost-answer");
        int number = gerrit.change("lost-answer", "L", "a", "x");
        GerritRest rest = new GerritRest(gerrit.connection());
        Review review = new Review(
                "lost",
                "gerrit",
                new GerritChanges(List.of(rest), () -> List.of("Verified"))
                        .read("gerrit", number, 0)
                        .orElseThrow(),
                "Build succeeded (check pipeline).",
                "autogenerated:zuul:check",
                Map.of("Verified", 1),
                List.of(),
                false);
        try (AnswerLosingRelay relay = new AnswerLosingRelay(gerrit.url());
                TestWorkflowEnvironment environment = environment()) {
            WorkflowClient client = environment.getWorkflowClient();
            GerritConnection right = gerrit.connection();
            GerritConnection lossy = new GerritConnection(
                    right.name(), relay.url(), right.canonicalHostname(), right.user(), right.password(), right.ssh());
            WorkerFactory factory = worker(client, new GerritRest(lossy));

            boolean posted = stub(client, Reporting.class, "reporting").run(review);

            assertThat(posted).isTrue();
            assertThat(relay.lost()).isEqualTo(1);
            assertThat(gerrit.messages(number).stream()
                            .filter(message -> message.path("message").asText().endsWith(review.message())))
                    .hasSize(1);
            factory.shutdownNow();
            factory.awaitTermination(10, TimeUnit.SECONDS);
        }
    }
}
