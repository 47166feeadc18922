package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
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

class DockerNodeActivitiesIT {
    private final String build = EngineUnderTest.newBuild();
    private final RecordingLink link = new RecordingLink();

    @TempDir
    Path state;

    private EngineClient engine;
    private NodeWatch watch;
    private DockerNodeActivities nodes;

    @BeforeEach
    void connect() {
        engine = EngineUnderTest.orSkip(state);
        watch = new NodeWatch(engine, Duration.ofMillis(200));
        nodes = new DockerNodeActivities(engine, watch, link);
    }

    @AfterEach
    void leavesNothing() throws IOException {
        if (nodes != null) {
            nodes.release(build, null);
            assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
            watch.close();
            engine.close();
        }
    }

    @Test
    void provisionsNodesOnANetworkOfTheirOwnWithAllLabels() {
        provision("docker", "plain");
        var found = new BuildResources(engine).find(Map.of(ResourceLabels.BUILD, build));
        assertThat(found.containers())
                .hasSize(2)
                .allSatisfy(container -> assertThat(container.getLabels())
                        .containsEntry(
                                ResourceLabels.INSTANCE, engine.settings().instance())
                        .containsEntry(ResourceLabels.BUILDSET, "buildset")
                        .containsEntry(ResourceLabels.JOB, "job")
                        .containsKey(ResourceLabels.NODE));
        assertThat(found.networks()).hasSize(1);
        assertThat(found.volumes()).hasSize(1);
        assertThat(found.containers().stream()
                        .map(container -> container.getNames()[0])
                        .toList())
                .containsExactlyInAnyOrder(
                        "/sluice-" + build.substring(0, 12) + "-node0", "/sluice-" + build.substring(0, 12) + "-node1");
    }

    @Test
    void provisioningAgainKeepsWhatRuns() {
        provision("docker");
        String first = container();
        provision("docker");
        assertThat(container()).isEqualTo(first);
    }

    @Test
    void provisioningAgainReplacesWhatIsHalfMade() throws InterruptedException {
        var request = request("docker");
        new Images(engine)
                .create(
                        EngineUnderTest.NODE_IMAGE,
                        () -> engine.calls()
                                .createContainerCmd(EngineUnderTest.NODE_IMAGE)
                                .withName(ContainerNames.node(build, 0, "node0"))
                                .withLabels(Map.of(
                                        ResourceLabels.INSTANCE,
                                        engine.settings().instance(),
                                        ResourceLabels.BUILD,
                                        build,
                                        ResourceLabels.NODE,
                                        "node0")));
        nodes.provision(request);
        assertThat(new NodeDirectory(engine).running(build)).hasSize(1);
    }

    @Test
    void releasesTwiceWithoutComplaint() {
        provision("plain");
        nodes.release(build, null);
        nodes.release(build, null);
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void anUnknownLabelIsAConfigurationErrorThatSaysWhatIsKnown() {
        assertThatThrownBy(() -> provision("dokcer")).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(FailureKind.CONFIG.name());
            assertThat(failure.getOriginalMessage())
                    .isEqualTo("Job 'job' asks for a node with label 'dokcer', which the settings do not define "
                            + "(defined are 'docker', 'plain'). Did you mean 'docker'? Add it under 'labels' in "
                            + "the settings, or change the job's nodeset. [NODE-LABEL]");
        });
    }

    @Test
    void aMissingImageIsNamedAndNothingIsLeft() throws IOException {
        withLabels(Map.of("docker", NodeLabel.withEngine("localhost:1/sluice/no-such-image:1")));
        assertThatThrownBy(() -> provision("docker")).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(FailureKind.DEPENDENCY.name());
            assertThat(failure.getOriginalMessage())
                    .contains("Image 'localhost:1/sluice/no-such-image:1' is not on the Docker engine")
                    .contains("docker pull localhost:1/sluice/no-such-image:1")
                    .contains("[DOCKER-NO-IMAGE]");
        });
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void anEngineThatDoesNotStartIsReportedWithItsLastWordsAndNothingIsLeft() throws IOException {
        var broken = new NodeLabel(
                EngineUnderTest.NODE_IMAGE,
                true,
                List.of("/bin/sh", "-c", "echo the engine is unwell; exit 3"),
                Map.of(),
                Map.of());
        withLabels(Map.of("docker", broken));
        assertThatThrownBy(() -> provision("docker"))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getOriginalMessage())
                                .contains("node 'node0' did not start")
                                .contains("the engine is unwell"));
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void cancellationWhileStartingLeavesNothing() throws IOException {
        var slow = new NodeLabel(
                EngineUnderTest.NODE_IMAGE, true, List.of("/bin/sh", "-c", "sleep 600"), Map.of(), Map.of());
        withLabels(Map.of("docker", slow));
        link.cancelled.set(true);
        assertThatThrownBy(() -> provision("docker")).hasMessage("cancelled");
        assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
    }

    @Test
    void theLeaseBeatsWhileNodesRunAndEndsOnCancellation() throws Exception {
        provision("plain");
        nodes.hold(build);
        assertThat(link.firstLeaseBeat.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(link.failure).isNotDone();
        link.cancelled.set(true);
        assertThat(link.cancellation.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.held()).isZero();
    }

    @Test
    void theLeaseFailsWhenANodeDies() throws Exception {
        provision("plain", "plain");
        nodes.hold(build);
        engine.calls().killContainerCmd(container()).exec();
        assertThat(link.failure.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(FailureKind.DEPENDENCY.name());
            assertThat(failure.getOriginalMessage()).contains(build).contains("[NODE-GONE]");
        });
    }

    @Test
    void theLeaseEndsAtOnceWhenReleasedAndCancelled() throws Exception {
        provision("plain");
        nodes.hold(build);
        assertThat(link.firstLeaseBeat.await(10, TimeUnit.SECONDS)).isTrue();
        link.cancelled.set(true);
        nodes.release(build, null);
        assertThat(link.cancellation.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(link.failure).isNotDone();
    }

    @Test
    void holdingWithoutNodesFails() {
        assertThatThrownBy(() -> nodes.hold(build)).hasMessageContaining("leases no nodes on this host");
    }

    @Test
    void aWorkerThatStartsAgainHoldsWhatItsPredecessorProvisioned() throws Exception {
        provision("plain");
        try (var laterWatch = new NodeWatch(engine, Duration.ofMillis(200))) {
            new DockerNodeActivities(engine, laterWatch, link).hold(build);
            assertThat(link.firstLeaseBeat.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCommandInADeadNodeIsOutOfReach() throws Exception {
        provision("plain");
        var shell = new DockerNodeShell(engine);
        shell.facts(build, "node0");
        engine.calls().killContainerCmd(container()).exec();
        var command = new Command(List.of("true"), Map.of(), "", Optional.empty(), Duration.ofSeconds(10));
        assertThatThrownBy(() -> shell.run(build, "node0", command, (stream, line) -> {}))
                .isInstanceOf(NodeShell.Unreachable.class)
                .hasMessageContaining("node0");
        assertThatThrownBy(() -> shell.read(build, "node0", "/etc/passwd", 10))
                .isInstanceOf(NodeShell.Unreachable.class);
    }

    @Test
    void aCommandWhoseNodeDiesUnderItIsOutOfReach() throws Exception {
        provision("plain");
        var shell = new DockerNodeShell(engine);
        String container = container();
        var command = new Command(
                List.of("sh", "-c", "echo go; sleep 600"), Map.of(), "", Optional.empty(), Duration.ofSeconds(30));
        assertThatThrownBy(() -> shell.run(
                        build,
                        "node0",
                        command,
                        (stream, line) ->
                                engine.calls().killContainerCmd(container).exec()))
                .isInstanceOf(NodeShell.Unreachable.class);
    }

    @Test
    void fortyBuildsHaveFortyNetworks() throws Exception {
        var networks = new BuildNetworks(engine);
        var builds = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            builds.add(EngineUnderTest.newBuild());
        }
        try {
            builds.parallelStream()
                    .forEach(each -> networks.ensure(
                            each, 1, ResourceLabels.ofBuild(engine.settings().instance(), each)));
            assertThat(new Leftovers(engine).count().networks()).isEqualTo(40);
        } finally {
            new Janitor(engine).sweep(each -> false);
        }
    }

    @Test
    void anExhaustedRangeOfSubnetsSaysWhatToDo() throws IOException {
        engine.close();
        engine = EngineUnderTest.orSkip(
                state,
                settings -> new EngineSettings(
                        settings.host(),
                        settings.instance(),
                        settings.labels(),
                        settings.privileged(),
                        settings.advertiseHost(),
                        settings.hub(),
                        "10.215.255.240/28",
                        state));
        var networks = new BuildNetworks(engine);
        networks.ensure(build, 1, ResourceLabels.ofBuild(engine.settings().instance(), build));
        nodes = new DockerNodeActivities(engine, watch, link);
        String second = EngineUnderTest.newBuild();
        assertThatThrownBy(() -> networks.ensure(
                        second, 1, ResourceLabels.ofBuild(engine.settings().instance(), second)))
                .hasMessageContaining("No free subnet is left in '10.215.255.240/28'")
                .hasMessageContaining("docker.subnets");
    }

    private void withLabels(Map<String, NodeLabel> labels) throws IOException {
        engine.close();
        engine = EngineUnderTest.orSkip(
                state,
                settings -> new EngineSettings(
                        settings.host(),
                        settings.instance(),
                        labels,
                        settings.privileged(),
                        settings.advertiseHost(),
                        settings.hub(),
                        settings.subnets(),
                        state));
        nodes = new DockerNodeActivities(engine, watch, link);
    }

    private void provision(String... labels) {
        nodes.provision(request(labels));
    }

    private ProvisionNodes request(String... labels) {
        var requested = new ArrayList<NodeRequest>();
        for (String label : labels) {
            requested.add(new NodeRequest(List.of("node" + requested.size()), label));
        }
        return new ProvisionNodes(build, "buildset", "job", requested);
    }

    private String container() {
        return new NodeDirectory(engine).find(build, "node0").container();
    }
}
