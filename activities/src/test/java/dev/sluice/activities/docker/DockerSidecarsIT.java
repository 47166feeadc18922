package dev.sluice.activities.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.Sidecars.Spec;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerSidecarsIT {
    private final String build = EngineUnderTest.newBuild();

    @TempDir
    Path state;

    private EngineClient engine;
    private NodeWatch watch;
    private DockerNodeActivities nodes;
    private DockerSidecars sidecars;

    @BeforeEach
    void connect() {
        engine = EngineUnderTest.orSkip(state);
        watch = new NodeWatch(engine, Duration.ofSeconds(5));
        nodes = new DockerNodeActivities(engine, watch, new RecordingLink());
        sidecars = new DockerSidecars(engine);
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
    void aRegistryAnswersTheExecutorAndANode() throws Exception {
        var sidecar = sidecars.start(registry("/etc/sluice/marker"));
        assertThat(status("http://" + sidecar.host() + ":" + sidecar.port() + "/v2/"))
                .isEqualTo(200);

        nodes.provision(
                new ProvisionNodes(build, "buildset", "job", List.of(new NodeRequest(List.of("node"), "plain"))));
        var lines = new CopyOnWriteArrayList<String>();
        var command = new Command(
                List.of("wget", "-qO-", "http://" + sidecar.host() + ":" + sidecar.port() + "/v2/"),
                Map.of(),
                "",
                Optional.empty(),
                Duration.ofSeconds(20));
        assertThat(new DockerNodeShell(engine)
                        .run(build, "node", command, (stream, line) -> lines.add(line))
                        .code())
                .as("output %s", lines)
                .isZero();
    }

    @Test
    void aNodeOfAnotherBuildReachesIt() throws Exception {
        var sidecar = sidecars.start(registry("/etc/sluice/marker"));
        String other = EngineUnderTest.newBuild();
        try {
            nodes.provision(
                    new ProvisionNodes(other, "buildset", "job", List.of(new NodeRequest(List.of("node"), "docker"))));
            var command = new Command(
                    List.of("curl", "-sf", "http://" + sidecar.host() + ":" + sidecar.port() + "/v2/"),
                    Map.of(),
                    "",
                    Optional.empty(),
                    Duration.ofSeconds(20));
            assertThat(new DockerNodeShell(engine)
                            .run(other, "node", command, (stream, line) -> {})
                            .code())
                    .isZero();
        } finally {
            nodes.release(other, null);
        }
    }

    @Test
    void startingAgainFindsTheRunningOne() throws Exception {
        var first = sidecars.start(registry("/etc/sluice/marker"));
        assertThat(sidecars.start(registry("/etc/sluice/marker"))).isEqualTo(first);
        assertThat(sidecars.find(build, "registry")).hasValue(first);
        assertThat(sidecars.find(build, "other")).isEmpty();
    }

    @Test
    void filesAreThereBeforeItStarts() throws Exception {
        var spec = new Spec(
                build,
                "web",
                EngineUnderTest.REGISTRY_IMAGE,
                Map.of("REGISTRY_HTTP_ADDR", ":80", "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", "/data"),
                Map.of("/etc/docker/registry/config.yml", """
                        version: 0.1
                        storage: {filesystem: {rootdirectory: /elsewhere}}
                        http: {addr: ":81", secret: x}
                        """.getBytes(UTF_8)),
                80,
                "/data");
        var sidecar = sidecars.start(spec);
        assertThat(status("http://" + sidecar.host() + ":" + sidecar.port() + "/v2/"))
                .isEqualTo(200);
    }

    @Test
    void comesBackWithItsPortWhenItDies() throws Exception {
        var sidecar = sidecars.start(registry("/etc/sluice/marker"));
        long process = engine.calls()
                .inspectContainerCmd(sidecar.id())
                .exec()
                .getState()
                .getPidLong();
        ProcessHandle handle = ProcessHandle.of(process).orElse(null);
        if (handle == null) {
            System.err.println("skipped: the engine's processes cannot be seen from here");
            Assumptions.abort("the engine's processes cannot be seen from here");
        }
        assertThat(handle.destroyForcibly()).isTrue();
        handle.onExit().get(20, TimeUnit.SECONDS);
        assertThat(sidecars.start(registry("/etc/sluice/marker"))).isEqualTo(sidecar);
        assertThat(status("http://" + sidecar.host() + ":" + sidecar.port() + "/v2/"))
                .isEqualTo(200);
    }

    @Test
    void oneThatWasStoppedByHandIsStartedAgain() throws Exception {
        var sidecar = sidecars.start(registry("/etc/sluice/marker"));
        engine.calls().killContainerCmd(sidecar.id()).exec();
        engine.calls().waitContainerCmd(sidecar.id()).start().awaitStatusCode(20, TimeUnit.SECONDS);
        assertThat(sidecars.start(registry("/etc/sluice/marker"))).isEqualTo(sidecar);
        assertThat(status("http://" + sidecar.host() + ":" + sidecar.port() + "/v2/"))
                .isEqualTo(200);
    }

    @Test
    void oneThatCannotStartIsReportedWithItsLastWordsWithoutItsSecrets() {
        var spec = new Spec(
                build,
                "registry",
                EngineUnderTest.REGISTRY_IMAGE,
                Map.of("REGISTRY_STORAGE", "hunter2hunter2"),
                Map.of(),
                5000,
                "");
        assertThatThrownBy(() -> sidecars.start(spec))
                .hasMessageContaining("Sidecar 'registry' (image '" + EngineUnderTest.REGISTRY_IMAGE + "') stopped")
                .hasMessageContaining("***")
                .hasMessageNotContaining("hunter2");
    }

    private Spec registry(String file) {
        return new Spec(
                build,
                "registry",
                EngineUnderTest.REGISTRY_IMAGE,
                Map.of("REGISTRY_HTTP_SECRET", "fixed-for-restarts"),
                Map.of(file, "marker".getBytes(UTF_8)),
                5000,
                "/var/lib/registry");
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
