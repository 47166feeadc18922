package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.NodeHolds;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that an autohold wants stay behind their build, clean, until the janitor may remove them.
class HeldNodesIT {
    private static final String LOGIN = "/root/.docker/config.json";

    private final String build = EngineUnderTest.newBuild();
    private final OneHold holds = new OneHold();
    private final RecordingLink link = new RecordingLink();

    @TempDir
    Path state;

    private EngineClient engine;
    private NodeWatch watch;
    private DockerNodeActivities nodes;
    private Janitor janitor;

    @BeforeEach
    void connect() {
        engine = EngineUnderTest.orSkip(state);
        watch = new NodeWatch(engine, Duration.ofMillis(200));
        nodes = new DockerNodeActivities(engine, watch, link, _ -> {}, holds);
        janitor = new Janitor(engine, List.of(), () -> holds.held::contains);
        nodes.provision(new ProvisionNodes(
                build, "buildset", "job", List.of(new NodeRequest(List.of("controller"), "docker"))));
    }

    @AfterEach
    void close() throws Exception {
        if (engine != null) {
            new Janitor(engine).sweep(_ -> false);
            assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
            watch.close();
            engine.close();
        }
    }

    @Test
    void keepsAWantedNodeWithoutItsLoginsUntilItIsLetGo() throws Exception {
        DockerNodeShell shell = new DockerNodeShell(engine);
        shell.write(build, "controller", LOGIN, "{\"auths\":{}}".getBytes(StandardCharsets.UTF_8), 0600);
        shell.write(build, "controller", "/root/evidence", "it hung here".getBytes(StandardCharsets.UTF_8), 0600);
        holds.wanted = true;

        nodes.release(build, ended("FAILURE"));
        nodes.release(build, ended("FAILURE"));

        assertThat(holds.names).containsExactly("sluice-" + build.substring(0, 12) + "-controller");
        assertThat(janitor.sweep(_ -> false)).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
        assertThat(shell.read(build, "controller", LOGIN, 1_000)).isEmpty();
        assertThat(shell.read(build, "controller", "/root/evidence", 1_000)).isPresent();
        assertThat(run(shell, "docker", "info")).isZero();

        holds.held.clear();
        assertThat(janitor.sweep(_ -> false)).isEqualTo(new Leftovers.Count(1, 1, 1, 0));
    }

    @Test
    void theBuildsLeaseEndsAlthoughItsNodeStays() throws Exception {
        nodes.hold(build);
        assertThat(link.firstLeaseBeat.await(10, TimeUnit.SECONDS)).isTrue();
        holds.wanted = true;
        link.cancelled.set(true);

        nodes.release(build, ended("FAILURE"));

        assertThat(link.cancellation.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(link.failure).isNotDone();
        assertThat(new NodeDirectory(engine).running(build)).hasSize(1);
    }

    @Test
    void removesANodeThatCannotBeCleaned() {
        engine.calls()
                .stopContainerCmd("sluice-" + build.substring(0, 12) + "-controller")
                .exec();
        holds.wanted = true;

        nodes.release(build, ended("FAILURE"));

        assertThat(holds.held).isEmpty();
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void removesWhatNobodyWants() {
        nodes.release(build, ended("FAILURE"));

        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    private int run(DockerNodeShell shell, String... argv) throws InterruptedException {
        Command command = new Command(List.of(argv), Map.of(), "", Optional.empty(), Duration.ofSeconds(60));
        return shell.run(build, "controller", command, (_, _) -> {}).code();
    }

    private EndedBuild ended(String result) {
        return new EndedBuild("demo", build, "review.example.com/org/app", "7,1", "job", result);
    }

    /// A tenant with an autohold, or none.
    private static final class OneHold implements NodeHolds {
        private final List<String> held = new ArrayList<>();
        private List<String> names = List.of();
        private boolean wanted;

        @Override
        public boolean wants(EndedBuild ended) {
            return wanted;
        }

        @Override
        public boolean hold(EndedBuild ended, List<String> nodes) {
            held.add(ended.build());
            names = nodes;
            return true;
        }
    }
}
