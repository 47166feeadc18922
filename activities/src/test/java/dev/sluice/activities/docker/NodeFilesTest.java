package dev.sluice.activities.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.docker.EngineSettings.HubMirror;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeFilesTest {

    @Test
    void namesTheMirrorAndPutsItsAuthorityWhereTheEngineLooks() throws IOException {
        var files = NodeFiles.of(
                NodeLabel.withEngine("docker:dind"),
                Optional.of(new HubMirror("https://172.17.0.1:5443", Optional.of("PEM"))));
        assertThat(files).containsOnlyKeys("/etc/docker/daemon.json", "/etc/docker/certs.d/172.17.0.1:5443/ca.crt");
        assertThat(new String(files.get("/etc/docker/certs.d/172.17.0.1:5443/ca.crt"), UTF_8))
                .isEqualTo("PEM");
        assertThat(daemon(files)).containsEntry("registry-mirrors", List.of("https://172.17.0.1:5443"));
    }

    @Test
    void keepsTheNodesNetworksOffTheHostsAndLetsALabelDecideOtherwise() throws IOException {
        var label = new NodeLabel("x", true, List.of(), Map.of(), Map.of("bip", "10.1.0.1/24", "mtu", 1400));
        var daemon = daemon(NodeFiles.of(label, Optional.empty()));
        assertThat(daemon)
                .containsEntry("bip", "10.1.0.1/24")
                .containsEntry("mtu", 1400)
                .containsKey("default-address-pools")
                .doesNotContainKey("registry-mirrors");
    }

    private static Map<String, Object> daemon(Map<String, byte[]> files) throws IOException {
        return new ObjectMapper().readValue(files.get("/etc/docker/daemon.json"), new TypeReference<>() {});
    }
}
