package dev.sluice.workflows.buildset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.workflows.build.BuildView.ParkedStep;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Script;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuildsetStoriesTest {
    /// Takes a worker for dead after one second.
    private static final Timeouts IMPATIENT = new Timeouts(1, 5, 1, 10, 50, 0);

    private final FakeWorld world = new FakeWorld();
    private final Shells shells = new Shells(world);

    @AfterEach
    void stop() {
        shells.close();
    }

    private String run(FakeJob... jobs) {
        world.jobs(jobs);
        shells.startBuildset("one", Optional.empty());
        return shells.resultOf(Ids.buildset("one"));
    }

    private List<String> results() {
        return shells.buildset("one").jobs().stream()
                .map(line -> line.job() + " " + line.result())
                .toList();
    }

    @Test
    void pausesTheRegistryUntilBuildAndTestHaveEnded() {
        assertThat(run(Stories.imageJobs())).isEqualTo("SUCCESS");

        assertThat(world.log)
                .containsSubsequence(
                        "prepare 1,1",
                        "registry: start registry",
                        "build-image: install docker",
                        "build-image: build",
                        "build-image: push",
                        "build-image: prune",
                        "build-image: released",
                        "build-image: closed SUCCESS",
                        "test-image: test",
                        "test-image: closed SUCCESS",
                        "registry: collect logs",
                        "registry: stop registry",
                        "registry: released",
                        "registry: closed SUCCESS");
        assertThat(results()).containsExactly("registry SUCCESS", "build-image SUCCESS", "test-image SUCCESS");
        assertThat(world.builds).hasSize(3);
    }

    @Test
    void failsAndSkipsWhatDependsOnAFailedJob() {
        world.script("build-image/build", Script.fails());

        assertThat(run(Stories.imageJobs())).isEqualTo("FAILURE");

        assertThat(results()).containsExactly("registry SUCCESS", "build-image FAILURE", "test-image SKIPPED");
        assertThat(world.log).doesNotContain("build-image: push").contains("build-image: prune", "registry: released");
    }

    @Test
    void runsAStepAgainThatSomethingOutsideFailedAFewTimes() {
        world.script("build-image/push", Script.breaks(2));

        assertThat(run(Stories.imageJobs())).isEqualTo("SUCCESS");

        assertThat(world.count("build-image: push")).isEqualTo(3);
        assertThat(world.count("build-image: build")).isEqualTo(1);
    }

    @Test
    void parksAStepWhoseRetriesAreUsedUpAndRunsOnlyItAgain() {
        world.script("build-image/push", Script.breaks(Stories.QUICK.attempts()));
        world.jobs(Stories.imageJobs());
        shells.startBuildset("one", Optional.empty());
        shells.awaitState("one", "build-image", "parked");

        ParkedStep parked = shells.buildOf("one", "build-image").view().parked().getFirst();
        String said = shells.buildOf("one", "build-image").rerun(parked.step());

        assertThat(parked.message()).contains("registry.example.com does not answer");
        assertThat(said).contains(parked.step());
        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("SUCCESS");
        assertThat(world.count("build-image: build")).isEqualTo(1);
        assertThat(world.count("build-image: push")).isEqualTo(Stories.QUICK.attempts() + 1);
    }

    /// However often a worker is killed, nobody has to look after its builds.
    @Test
    void workersThatDieAreNoFailureOfTheirSteps() {
        world.script("build-image/push", Script.dies(IMPATIENT.attempts() + 1));
        world.jobs(Stories.imageJobs());
        shells.startBuildset("one", Optional.empty(), IMPATIENT);

        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("SUCCESS");
        assertThat(world.count("build-image: push")).isEqualTo(IMPATIENT.attempts() + 2);
    }

    @Test
    void aStepThatKillsEveryWorkerIsParkedInTheEnd() {
        world.script("build-image/push", Script.dies(1_000));
        world.jobs(Stories.imageJobs());
        BuildsetWorkflow buildset = shells.startBuildset("one", Optional.empty(), IMPATIENT);
        shells.awaitState("one", "build-image", "parked");

        assertThat(shells.buildOf("one", "build-image")
                        .view()
                        .parked()
                        .getFirst()
                        .message())
                .contains("the worker died");
        assertThat(world.count("build-image: push")).isEqualTo(6 * IMPATIENT.attempts());
        buildset.event(new BuildsetEvent.CancelRequested("abandoned", System.currentTimeMillis()));
        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("CANCELED");
    }

    @Test
    void refusesToRunAgainWhatIsNotParked() {
        Script.Held held = world.script("build-image/build", new Script.Held());
        world.jobs(Stories.imageJobs());
        shells.startBuildset("one", Optional.empty());
        held.awaitBegun();

        assertThatThrownBy(() -> shells.buildOf("one", "build-image").rerun(""))
                .rootCause()
                .hasMessageContaining("Nothing is parked");

        held.release();
        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("SUCCESS");
    }

    @Test
    void namesWhatIsParkedWhenAskedForAnotherStepAndCancelsWhileParked() {
        world.script("build-image/nodes", Script.breaks(1_000));
        world.jobs(Stories.imageJobs());
        BuildsetWorkflow buildset = shells.startBuildset("one", Optional.empty());
        shells.awaitState("one", "build-image", "parked");

        assertThatThrownBy(() -> shells.buildOf("one", "build-image").rerun("1/0/0@node"))
                .rootCause()
                .hasMessageContaining("Parked: provision");
        buildset.event(new BuildsetEvent.CancelRequested("abandoned", System.currentTimeMillis()));

        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("CANCELED");
        assertThat(world.log)
                .contains("build-image: released", "build-image: closed CANCELED", "registry: stop registry");
    }

    @Test
    void stopsTheRunningStepAndCleansUpWhenCancelled() {
        Script.Held held = world.script("build-image/build", new Script.Held());
        world.jobs(Stories.imageJobs());
        BuildsetWorkflow buildset = shells.startBuildset("one", Optional.empty());
        held.awaitBegun();

        buildset.event(new BuildsetEvent.CancelRequested("new patch set", System.currentTimeMillis()));

        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("CANCELED");
        held.awaitStopped();
        assertThat(world.log)
                .doesNotContain("build-image: push", "registry: collect logs")
                .contains("build-image: prune", "build-image: released", "build-image: closed CANCELED")
                .contains("registry: stop registry", "registry: released", "registry: closed CANCELED");
    }

    @Test
    void triesAgainElsewhereWhenTheNodesDie() {
        Script.Held held = world.script("build-image/build", new Script.Held());
        world.jobs(Stories.imageJobs());
        shells.startBuildset("one", Optional.empty());
        held.awaitBegun();
        world.script("build-image/build", Script.ok());

        world.killNodesOf("build-image");

        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("SUCCESS");
        assertThat(world.log).contains("build-image: closed LOST");
        assertThat(world.count("build-image: build")).isEqualTo(2);
    }

    /// C47: a good end of the step changes nothing any more.
    @Test
    void whatAStepPrintsMayFailItsBuildWhileItStillRuns() {
        Script.Held held = world.script("unit/work", new Script.Held());
        world.jobs(new FakeJob("unit").run("work"));
        BuildsetWorkflow buildset = shells.startBuildset("one", Optional.empty());
        held.awaitBegun();
        String build = buildset.view().jobs().getFirst().build();

        shells.client().newWorkflowStub(BuildWorkflow.class, Ids.build(build)).outputFailed();
        held.release();

        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("FAILURE");
        assertThat(results()).containsExactly("unit FAILURE");
    }

    @Test
    void timesOutARunThatTakesTooLong() {
        world.script("slow/work", new Script.Held());

        assertThat(run(new FakeJob("slow").within(1).run("work").cleanup("tidy")))
                .isEqualTo("FAILURE");

        assertThat(results()).containsExactly("slow TIMED_OUT");
        assertThat(world.log).contains("slow: tidy", "slow: closed TIMED_OUT");
    }

    @Test
    void carriesOverGoodResultsWhenOnlyFailedJobsRunAgain() {
        world.script("build-image/push", Script.fails());
        FakeJob[] jobs = {
            new FakeJob("lint").run("lint"),
            new FakeJob("build-image").run("push"),
            new FakeJob("test-image").after("build-image").run("test")
        };
        assertThat(run(jobs)).isEqualTo("FAILURE");
        world.script("build-image/push", Script.ok());

        shells.startBuildset("two", Optional.of("one"));

        assertThat(shells.resultOf(Ids.buildset("two"))).isEqualTo("SUCCESS");
        assertThat(world.count("lint: lint")).isEqualTo(1);
        assertThat(world.count("build-image: push")).isEqualTo(2);
        assertThat(world.count("test-image: test")).isEqualTo(1);
    }

    @Test
    void letsOneJobAtATimeHoldASemaphore() {
        Script.Held held = world.script("a/work", new Script.Held());
        Script.Held other = world.script("b/work", new Script.Held());
        world.jobs(
                new FakeJob("a").holding("license").run("work"),
                new FakeJob("b").holding("license").run("work"));
        shells.startBuildset("one", Optional.empty());
        held.awaitBegun();
        assertThat(world.log).doesNotContain("b: work");

        held.release();
        other.awaitBegun();
        other.release();

        assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("SUCCESS");
        assertThat(world.log).containsSubsequence("a: work", "a: closed SUCCESS", "b: work");
    }
}
