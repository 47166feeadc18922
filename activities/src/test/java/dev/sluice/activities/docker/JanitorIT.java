package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JanitorIT {
    private final String dead = EngineUnderTest.newBuild();
    private final String open = EngineUnderTest.newBuild();

    @TempDir
    Path state;

    private EngineClient engine;
    private NodeWatch watch;
    private DockerNodeActivities nodes;

    @BeforeEach
    void connect() {
        engine = EngineUnderTest.orSkip(state);
        watch = new NodeWatch(engine, Duration.ofSeconds(5));
        nodes = new DockerNodeActivities(engine, watch, new RecordingLink());
    }

    @AfterEach
    void close() throws Exception {
        if (engine != null) {
            new Janitor(engine).sweep(build -> false);
            assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
            watch.close();
            engine.close();
        }
    }

    @Test
    void removesTheNetworkOfAWorkerThatDiedRightAfterMakingIt() throws Exception {
        network(dead);
        assertThat(new Janitor(engine).sweep(build -> false)).isEqualTo(new Leftovers.Count(0, 0, 1, 0));
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void removesTheContainerAndVolumeOfAWorkerThatDiedAfterStartingIt() throws Exception {
        network(dead);
        new NodeContainers(engine)
                .start(
                        request(dead, "docker"),
                        0,
                        engine.settings().labels().get("docker"),
                        CompletableFuture.completedFuture(true));
        assertThat(new Janitor(engine).sweep(build -> false)).isEqualTo(new Leftovers.Count(1, 1, 1, 0));
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void keepsWhatOpenBuildsHave() throws Exception {
        nodes.provision(request(dead, "plain"));
        nodes.provision(request(open, "plain"));
        assertThat(new Janitor(engine).sweep(open::equals)).isEqualTo(new Leftovers.Count(1, 0, 1, 1));
        assertThat(new NodeDirectory(engine).running(open)).hasSize(1);
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(1, 0, 1, 1));
    }

    @Test
    void leavesAnotherInstanceAlone(@TempDir Path otherState) throws Exception {
        nodes.provision(request(dead, "plain"));
        try (EngineClient other = EngineUnderTest.orSkip(otherState)) {
            assertThat(new Janitor(other).sweep(build -> false).total()).isZero();
        }
        assertThat(new NodeDirectory(engine).running(dead)).hasSize(1);
    }

    private void network(String build) {
        new BuildNetworks(engine)
                .ensure(build, 1, ResourceLabels.ofBuild(engine.settings().instance(), build));
    }

    private static ProvisionNodes request(String build, String label) {
        return new ProvisionNodes(build, "buildset", "job", List.of(new NodeRequest(List.of("node"), label)));
    }
}
