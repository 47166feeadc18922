package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFailuresTest {
    @TempDir
    Path state;

    @Test
    void aMissingSocketSaysWhereItWasLookedForAndWhatToDo() {
        assertThatThrownBy(() -> ask("unix://" + state.resolve("docker.sock")))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("'unix://" + state.resolve("docker.sock") + "'")
                .hasMessageContaining("it does not answer")
                .hasMessageContaining("'docker.host'")
                .hasMessageContaining("[DOCKER-DOWN]");
    }

    @Test
    void aSocketThatNobodyListensOnSaysTheSame() throws IOException {
        Path socket = state.resolve("docker.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThatThrownBy(() -> ask("unix://" + socket)).hasMessageContaining("[DOCKER-DOWN]");
    }

    @Test
    void anEngineThatIsNotThereIsComplainedOf() {

        try (EngineClient engine = new EngineClient(settings("unix://" + state.resolve("docker.sock")))) {
            assertThat(engine.complaint().orElseThrow()).contains("[DOCKER-DOWN]");
        }
    }

    @Test
    void aClosedPortSaysTheSame() throws IOException {
        int port;
        try (var server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        assertThatThrownBy(() -> ask("tcp://127.0.0.1:" + port)).hasMessageContaining("[DOCKER-DOWN]");
    }

    @Test
    void aForbiddenSocketSaysWhoMayUseIt() {
        assertThat(explain(new RuntimeException(new SocketException("Permission denied"))))
                .contains("permission denied on its socket")
                .contains("'docker'")
                .endsWith("[DOCKER-PERMISSION]");
    }

    @Test
    void aFullDiskSaysHowToFreeSome() {
        assertThat(explain(refusal("mkdir /var/lib/docker/x: no space left on device")))
                .contains("no space is left on its disk")
                .contains("docker system prune")
                .endsWith("[DOCKER-DISK-FULL]");
    }

    @Test
    void exhaustedPoolsNameTheSetting() {
        assertThat(explain(refusal("could not find an available, non-overlapping IPv4 address pool")))
                .contains("address pools are exhausted")
                .contains("'docker.subnets'")
                .contains("'10.214.0.0/16'");
    }

    @Test
    void anythingElseIsQuotedWithoutTheWrapping() {
        assertThat(explain(refusal("the moon is \\\"full\\\"")))
                .isEqualTo("Could not start a node on the Docker engine 'unix:///x': the moon is \"full\" "
                        + "[DOCKER-REFUSED]");
    }

    private String explain(RuntimeException failure) {
        return EngineFailures.message(EngineFailures.explain(settings("unix:///x"), "start a node", failure));
    }

    private static InternalServerErrorException refusal(String message) {
        return new InternalServerErrorException("Status 500: {\"message\":\"" + message + "\"}\n");
    }

    private void ask(String host) {
        try (var engine = new EngineClient(settings(host))) {
            engine.calls();
        }
    }

    private EngineSettings settings(String host) {
        return EngineSettings.of(host, "test", Map.of(), state);
    }
}
