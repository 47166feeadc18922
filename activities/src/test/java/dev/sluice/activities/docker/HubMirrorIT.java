package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.Sidecars.Sidecar;
import dev.sluice.activities.contract.Sidecars.Spec;
import dev.sluice.activities.docker.EngineSettings.HubMirror;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubMirrorIT {
    private final String filler = EngineUnderTest.newBuild();
    private final String puller = EngineUnderTest.newBuild();

    @TempDir
    Path state;

    private EngineClient engine;

    @AfterEach
    void sweep() throws Exception {
        if (engine != null) {
            new Janitor(engine).sweep(build -> false);
            assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
            engine.close();
        }
    }

    @Test
    void aNodePullsDockerHubsImagesFromTheMirror() throws Exception {
        EngineSettings settings = EngineUnderTest.settings(state);
        engine = EngineUnderTest.orSkip(state, any -> settings);
        Sidecar hub = new DockerSidecars(engine)
                .start(new Spec(filler, "hub", EngineUnderTest.REGISTRY_IMAGE, Map.of(), Map.of(), 5000, ""));
        String address = hub.host() + ":" + hub.port();

        String image = address + "/library/probe:1";
        in(
                engine,
                filler,
                insecure(address),
                "mkdir /tmp/i && cp /bin/true /tmp/i && tar -C /tmp/i -c . | docker import - " + image
                        + " && docker push " + image);
        var mirrored = new EngineSettings(
                settings.host(),
                settings.instance(),
                settings.labels(),
                settings.privileged(),
                settings.advertiseHost(),
                Optional.of(new HubMirror("http://" + address, Optional.empty())),
                settings.subnets(),
                state);
        List<String> output = in(new EngineClient(mirrored), puller, Map.of(), "docker pull probe:1");
        assertThat(output).anyMatch(line -> line.contains("docker.io/library/probe:1"));
    }

    private static Map<String, Object> insecure(String address) {
        return Map.of("insecure-registries", List.of(address));
    }

    private static List<String> in(EngineClient engine, String build, Map<String, Object> daemon, String script)
            throws Exception {
        EngineSettings settings = engine.settings();
        var label = new NodeLabel(EngineUnderTest.NODE_IMAGE, true, List.of(), Map.of(), daemon);
        var own = new EngineSettings(
                settings.host(),
                settings.instance(),
                Map.of("docker", label),
                settings.privileged(),
                settings.advertiseHost(),
                settings.hub(),
                settings.subnets(),
                settings.stateDirectory());
        var lines = new CopyOnWriteArrayList<String>();
        try (var client = new EngineClient(own);
                var watch = new NodeWatch(client, Duration.ofSeconds(5))) {
            new DockerNodeActivities(client, watch, new RecordingLink())
                    .provision(new ProvisionNodes(
                            build, "buildset", "job", List.of(new NodeRequest(List.of("node"), "docker"))));
            var command =
                    new Command(List.of("sh", "-c", script), Map.of(), "", Optional.empty(), Duration.ofSeconds(60));
            int code = new DockerNodeShell(client)
                    .run(build, "node", command, (stream, line) -> lines.add(line))
                    .code();
            assertThat(code).as("%s", lines).isZero();
        }
        return lines;
    }
}
