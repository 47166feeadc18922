package dev.sluice.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.workflows.WorkflowTypes;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.tenant.TenantWorkflow;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Script;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Replays the recorded histories of the main stories against the code as it is now.
///
/// A history that does not replay any more means that workflows which run at the moment of an upgrade would stop. Guard
/// the change with `Workflow.getVersion`, or, while nobody runs the old code, record again: `-Dhistories.record`.
class HistoriesTest {
    private static final Path FOLDER = Path.of("src/test/resources/histories");

    /// Each story ends with the histories that it leaves, by file name and workflow id.
    private static Map<String, Story> stories() {
        Map<String, Story> stories = new TreeMap<>();
        stories.put("success", new Story(world -> world.jobs(Stories.imageJobs()), HistoriesTest::vote));
        stories.put(
                "failure",
                new Story(
                        world -> world.jobs(Stories.imageJobs()).script("build-image/build", Script.fails()),
                        HistoriesTest::vote));
        stories.put(
                "parked",
                new Story(
                        world -> world.jobs(Stories.imageJobs())
                                .script("build-image/push", Script.breaks(Stories.QUICK.attempts())),
                        shells -> {
                            shells.startBuildset("one", Optional.empty());
                            shells.awaitState("one", "build-image", "parked");
                            shells.buildOf("one", "build-image").rerun("");
                            shells.resultOf(Ids.buildset("one"));
                        }));
        stories.put("abort", new Story(world -> world.jobs(Stories.imageJobs()), shells -> {
            Script.Held held = shells.world.script("build-image/build", new Script.Held());
            var buildset = shells.startBuildset("one", Optional.empty());
            held.awaitBegun();
            buildset.event(new BuildsetEvent.CancelRequested("new patch set", System.currentTimeMillis()));
            shells.resultOf(Ids.buildset("one"));
        }));
        stories.put("host-lost", new Story(world -> world.jobs(Stories.imageJobs()), shells -> {
            Script.Held held = shells.world.script("build-image/build", new Script.Held());
            shells.startBuildset("one", Optional.empty());
            held.awaitBegun();
            shells.world.script("build-image/build", Script.ok());
            shells.world.killNodesOf("build-image");
            shells.resultOf(Ids.buildset("one"));
        }));
        stories.put(
                "semaphore",
                new Story(
                        world -> world.jobs(
                                new FakeJob("a").holding("license").run("work"),
                                new FakeJob("b").holding("license").run("work")),
                        shells -> {
                            shells.startBuildset("one", Optional.empty());
                            shells.resultOf(Ids.buildset("one"));
                        }));
        stories.put(
                "gate",
                new Story(
                        world -> {
                            world.jobs(new FakeJob("test").run("test")).pipeline = FakeWorld.gate();
                            world.landedOtherwise.add("2,1");
                        },
                        shells -> {
                            TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
                            List.of(1, 2).forEach(number -> tenant.event(Stories.event("patchset-created", number, 1)));
                            List.of(1, 2).forEach(number -> shells.world.awaitLine(number + ",1: landed"));
                        }));
        stories.put(
                "mail",
                new Story(
                        world -> {
                            world.jobs(new FakeJob("test").run("test")).pipeline = FakeWorld.mailing();
                            world.script("test/test", Script.fails());
                        },
                        shells -> {
                            vote(shells);
                            shells.world.eventually("a mail", () -> !shells.world.mails.isEmpty());
                        }));
        stories.put("continue-as-new", new Story(world -> world.jobs(new FakeJob("test").doingNothing()), shells -> {
            TenantWorkflow tenant = shells.startTenant(new Timeouts(20, 5, 3, 10, 50, 25));
            for (int i = 1; i <= 4; i++) {
                int number = i;
                shells.signal(() -> tenant.event(Stories.event("patchset-created", number, 1)));
                shells.world.eventually("vote " + i, () -> shells.world.reviews.size() >= 2 * number);
            }
        }));
        return stories;
    }

    private static TestWorkflowEnvironment environment;
    private static Worker worker;

    @BeforeAll
    static void startWorker() {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(SluiceDataConverter.create())
                        .build())
                .build());
        worker = environment.newWorker(
                "replay",
                WorkerOptions.newBuilder()
                        .setDefaultDeadlockDetectionTimeout(20_000)
                        .build());
        worker.registerWorkflowImplementationTypes(WorkflowTypes.options(), WorkflowTypes.all());
    }

    @AfterAll
    static void stopWorker() {
        environment.close();
    }

    private record Story(Consumer<FakeWorld> given, Consumer<Shells> when) {}

    private static void vote(Shells shells) {
        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));
        shells.world.eventually("a vote", () -> shells.world.reviews.size() == 2);
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void replays(Path file) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(Files.readString(file)), worker);
    }

    @Test
    void hasAHistoryOfEveryStoryAndKnowsEveryFile() throws IOException {
        List<String> names = files().map(file -> file.getFileName().toString()).toList();

        assertThat(names).allMatch(name -> name.matches("[a-z-]+\\.[a-z]+(-\\d+)?\\.json"));
        assertThat(names.stream()
                        .map(name -> name.substring(0, name.indexOf('.')))
                        .distinct())
                .containsExactlyElementsOf(stories().keySet());
        assertThat(names.stream()
                        .map(name -> name.replaceAll("^[a-z-]+\\.([a-z]+).*", "$1"))
                        .distinct())
                .contains("tenant", "queue", "buildset", "build", "semaphore");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "histories.record",
            matches = ".*",
            disabledReason = "records the histories again only when asked to, with -Dhistories.record")
    void records() throws IOException {
        for (Path old : files().toList()) {
            Files.delete(old);
        }
        for (var story : stories().entrySet()) {
            FakeWorld world = new FakeWorld();
            story.getValue().given().accept(world);
            try (Shells shells = new Shells(world)) {
                story.getValue().when().accept(shells);
                shells.writeHistories(FOLDER, story.getKey());
            }
        }
        assertThat(files()).isNotEmpty();
    }
}
