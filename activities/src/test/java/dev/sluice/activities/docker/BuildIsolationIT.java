package dev.sluice.activities.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two builds at the same time on one host: neither finds anything of the other's, whatever it tries as root of its
/// own node.
class BuildIsolationIT {
    private static final String MINE = EngineUnderTest.newBuild();
    private static final String THEIRS = EngineUnderTest.newBuild();

    @TempDir
    static Path state;

    private static EngineClient engine;
    private static NodeWatch watch;
    private static DockerNodeActivities nodes;
    private static NodeShell shell;

    @BeforeAll
    static void startNodes() {
        engine = EngineUnderTest.orSkip(state);
        watch = new NodeWatch(engine, Duration.ofMillis(200));
        nodes = new DockerNodeActivities(engine, watch, new RecordingLink());
        shell = new DockerNodeShell(engine);
        for (String build : List.of(MINE, THEIRS)) {
            nodes.provision(new ProvisionNodes(
                    build,
                    "buildset-of-" + build,
                    "job",
                    List.of(new NodeRequest(List.of("builder"), "docker"), new NodeRequest(List.of("bare"), "plain"))));
        }
    }

    @AfterAll
    static void removeNodes() throws IOException {
        if (nodes != null) {
            nodes.release(MINE, null);
            nodes.release(THEIRS, null);
            assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
            watch.close();
            engine.close();
        }
    }

    @Test
    void anEngineHasNoneOfTheOthersImagesContainersNetworksOrVolumes() throws Exception {
        run(
                MINE,
                "builder",
                "mkdir -p /tmp/img && cp /bin/true /tmp/img/ && tar -C /tmp/img -c . | docker import - secret:1 "
                        + "&& docker create --name held secret:1 /true && docker volume create kept && docker network create inner");

        String theirs = run(
                THEIRS,
                "builder",
                "docker images --all; docker ps --all; docker volume ls; docker network ls; docker image inspect secret:1");

        assertThat(theirs).contains("REPOSITORY", "No such image: secret:1").doesNotContain("held", "kept", "inner");
    }

    @Test
    void aNodeHasNoneOfTheOthersCredentialsAndAuthorities() throws Exception {
        shell.write(MINE, "builder", "/root/.docker/config.json", "{\"auths\": {\"mine\": {}}}".getBytes(UTF_8), 0600);
        shell.write(MINE, "builder", "/etc/docker/certs.d/mine:5000/ca.crt", "authority".getBytes(UTF_8), 0644);

        assertThat(run(
                        THEIRS,
                        "builder",
                        "cat /root/.docker/config.json; ls -R /etc/docker/certs.d /proc/1/root/etc/docker"))
                .doesNotContain("mine");
        assertThat(run(THEIRS, "builder", "mount; ls /var/run")).doesNotContain(MINE);
    }

    /// The same way works inside a build, so a silent network is no artefact of the test.
    @Test
    void aNodeReachesNoNodeOfTheOtherByNameOrAddress() throws Exception {
        String address = shell.facts(MINE, "builder").address();

        assertThat(run(MINE, "bare", "ping -c 1 -w 5 " + address)).contains("1 packets received");
        assertThat(run(THEIRS, "bare", "ping -c 1 -w 2 " + address)).doesNotContain("1 packets received");
        assertThat(run(THEIRS, "builder", "curl --silent --show-error --max-time 2 http://" + address + ":2375/_ping"))
                .contains("curl: (");
        assertThat(run(THEIRS, "bare", "nslookup " + ContainerNames.node(MINE, 0, "builder")))
                .doesNotContain(address);
    }

    private static String run(String build, String node, String script) throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        shell.run(
                build,
                node,
                new Command(List.of("sh", "-c", script), Map.of(), "", Optional.empty(), Duration.ofSeconds(60)),
                (stream, line) -> lines.add(line));
        return String.join("\n", lines);
    }
}
