package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.registry.Credential;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EngineFilesTest {
    private static final String MIRROR = "https://zuul-jobs.buildset-registry:5000/";

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void theAliasReplacesAnOlderOne() {
        assertThat(EngineFiles.hosts(
                        "127.0.0.1 localhost\n10.0.0.9\tzuul-jobs.buildset-registry\n10.0.0.3 other", "10.0.0.1"))
                .isEqualTo("127.0.0.1 localhost\n10.0.0.3 other\n10.0.0.1\tzuul-jobs.buildset-registry\n");
    }

    @Test
    void theBuildsetRegistryComesBeforeTheMirrorsThatWereThere() throws Exception {
        String text = EngineFiles.daemon(
                Optional.of(
                        "{\"bip\":\"10.1.0.1/24\",\"registry-mirrors\":[\"https://hub:1\",\"https://zuul-jobs.buildset-registry:4999/\"]}"),
                MIRROR,
                Optional.of("https://zuul-jobs.buildset-registry:4999"),
                Optional.of("https://hub:1/"));

        assertThat(json(text).path("bip").asText()).isEqualTo("10.1.0.1/24");
        assertThat(json(text).path("registry-mirrors").toString()).isEqualTo("[\"" + MIRROR + "\",\"https://hub:1\"]");
    }

    @Test
    void theSitesMirrorIsAddedWhereTheNodeHasNone() throws Exception {
        assertThat(json(EngineFiles.daemon(Optional.empty(), MIRROR, Optional.empty(), Optional.of("https://hub:1")))
                        .path("registry-mirrors")
                        .toString())
                .isEqualTo("[\"" + MIRROR + "\",\"https://hub:1\"]");
    }

    @Test
    void otherLoginsSurvive() throws Exception {
        JsonNode found = json(EngineFiles.client(
                Optional.of("{\"auths\":{\"quay.io\":{\"auth\":\"x\"}},\"psFormat\":\"y\"}"),
                Map.of("a:1", new Credential("u", "p:w")),
                "config.json"));

        assertThat(found.toString())
                .isEqualTo(
                        "{\"auths\":{\"quay.io\":{\"auth\":\"x\"},\"a:1\":{\"auth\":\"dTpwOnc=\"}},\"psFormat\":\"y\"}");
    }

    @Test
    void aDamagedFileIsToldNotOverwritten() {
        assertThatThrownBy(() -> EngineFiles.daemon(Optional.of("{oops"), MIRROR, Optional.empty(), Optional.empty()))
                .hasMessageContaining("/etc/docker/daemon.json' is not JSON");
        assertThatThrownBy(() -> EngineFiles.daemon(Optional.of("[]"), MIRROR, Optional.empty(), Optional.empty()))
                .hasMessageContaining("not a JSON object");
    }
}
