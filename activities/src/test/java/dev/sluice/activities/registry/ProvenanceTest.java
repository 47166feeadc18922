package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProvenanceTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String UUID = "0123456789abcdef0123456789abcdef";

    private final FakeRegistry server = new FakeRegistry();
    private final Registries registries = new Registries();
    private final RegistryClient client = registries.connect(server.base());

    @AfterEach
    void stop() {
        registries.close();
        server.close();
    }

    private Provenance pushed(String tag, String build, Instant at) throws Exception {
        TestImage image = TestImage.docker(tag, 10);
        image.pushTo(client, "org/app", tag);
        Provenance provenance = new Provenance(
                "org/app",
                image.digest(),
                Map.of("change", "7", "patchset", "2", "project", "example.com/app"),
                Map.of("org/base:latest", TestImage.docker("base", 10).digest()),
                "https://sluice.dev/builder/classic/v1",
                build,
                "set");
        provenance.attachTo(client, "org/app", at);
        return provenance;
    }

    @Test
    void aStatementIsFoundBesideItsImage() throws Exception {
        Provenance written = pushed("latest", UUID, NOON);

        assertThat(Provenance.of(client, "org/app", written.digest())).containsExactly(written);
        assertThat(Provenance.lastStored(client, "org/app", written.digest())).contains(NOON);
        assertThat(client.manifestDigest("org/app", "latest")).contains(written.digest());
    }

    @Test
    void aStepThatRunsAgainAddsNoSecondStatement() throws Exception {
        Provenance written = pushed("latest", UUID, NOON);
        pushed("latest", UUID, NOON.plusSeconds(5));
        pushed("latest", "another", NOON.plusSeconds(9));

        assertThat(Provenance.of(client, "org/app", written.digest())).hasSize(2);
    }

    @Test
    void itIsAnInTotoStatementWithSlsaProvenance() throws Exception {
        String text = new String(pushed("latest", UUID, NOON).statement(), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith(
                        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"org/app\",\"digest\":{\"sha256\":\"")
                .contains(
                        "\"predicateType\":\"https://slsa.dev/provenance/v1\"",
                        "\"change\":\"7\"",
                        "\"patchset\":\"2\"")
                .contains("\"uri\":\"docker-image://org/base:latest\"");
    }

    @Test
    void aStatementOfAnotherToolIsPassedOver() {
        assertThat(Provenance.read("[1]".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Provenance.read("no json".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void stagedTagsGoAfterTheirTimeAndNoOthers() throws Exception {
        pushed("change_1_latest", "a", NOON.minus(Duration.ofHours(25)));
        pushed("change_2_latest", "b", NOON.minus(Duration.ofHours(23)));
        pushed("change_3_latest", "c", NOON.minus(Duration.ofHours(25)));
        pushed("release_1", "d", NOON.minus(Duration.ofHours(25)));
        pushed("release-1.0", "e", NOON.minus(Duration.ofHours(25)));
        pushed("change_9", "f", NOON.minus(Duration.ofHours(25)));
        TestImage.docker("unknown", 10).pushTo(client, "org/app", "change_4_latest");

        StagedTags.Swept swept = StagedTags.sweepFinal(
                client, "org/app", "release", List.of("latest"), "3"::equals, Duration.ofHours(24), NOON);

        assertThat(swept.removed()).containsExactlyInAnyOrder("org/app:change_1_latest", "org/app:release_1");
        assertThat(client.tags("org/app"))
                .contains("change_2_latest", "change_3_latest", "change_4_latest", "release-1.0", "change_9")
                .doesNotContain("change_1_latest", "release_1");
    }

    @Test
    void theIntermediateRegistryKeepsWhatQueuesNeed() throws Exception {
        String needed = UUID.replace('0', '1');
        pushed(UUID + "_latest", "a", NOON.minus(Duration.ofDays(40)));
        pushed(needed + "_latest", "b", NOON.minus(Duration.ofDays(40)));
        pushed(UUID.replace('0', '2') + "_latest", "c", NOON.minus(Duration.ofDays(2)));

        StagedTags.Swept swept = StagedTags.sweepIntermediate(client, needed::equals, Duration.ofDays(30), NOON);

        assertThat(swept.removed()).containsExactly("org/app:" + UUID + "_latest");
        assertThat(swept.kept()).isEmpty();
    }
}
