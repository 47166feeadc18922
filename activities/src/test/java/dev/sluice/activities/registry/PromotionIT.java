package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.registry.Promotion.By;
import dev.sluice.activities.registry.Promotion.Outcome;
import dev.sluice.activities.registry.Promotion.Result;
import dev.sluice.activities.registry.RealRegistry.Guard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promotion, provenance and housekeeping at the real Distribution, which has no list of referrers and deletes no tags.
final class PromotionIT {
    private static final By CHANGE = new By("example.com/app", "master", "1", "1", "a");

    @TempDir
    private Path directory = Path.of("");

    private final Registries registries = new Registries();
    private Optional<RealRegistry> server = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        RealRegistry.assumeInstalled();
        server = Optional.of(new RealRegistry(directory, "127.0.0.1", Guard.none(), false));
    }

    @AfterEach
    void stop() {
        registries.close();
        server.ifPresent(RealRegistry::close);
    }

    private RegistryClient client() {
        return registries.connect(server.orElseThrow().base());
    }

    @Test
    void indexesAndDockerImagesArePromotedWithoutMovingABlob() throws Exception {
        RegistryClient client = client();
        TestImage index = TestImage.ociIndex("a", 500);
        TestImage docker = TestImage.docker("b", 500);
        index.pushTo(client, "org/app", "change_1_latest");
        docker.pushTo(client, "org/base", "change_1_latest");
        docker.pushTo(client, "org/base", "kept");
        int before = server.orElseThrow().log().split("/blobs/", -1).length;

        List<Result> results = new Promotion((later, earlier) -> false)
                .promote(
                        List.of(
                                new Promotion.Image(
                                        client, "org/app", "change_1_latest", "latest", Optional.of(index.digest())),
                                new Promotion.Image(client, "org/base", "change_1_latest", "latest", Optional.empty())),
                        CHANGE,
                        _ -> {});

        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.PROMOTED);
        assertThat(results).noneMatch(Result::stagedLeft);
        assertThat(client.manifest("org/app", "latest").bytes())
                .isEqualTo(index.top().bytes());
        assertThat(client.manifest("org/base", "latest").bytes())
                .isEqualTo(docker.top().bytes());
        assertThat(client.tags("org/base")).containsExactlyInAnyOrder("kept", "latest", "sluice-promoted_latest");
        assertThat(server.orElseThrow().log().split("/blobs/", -1)).hasSize(before);
    }

    @Test
    void provenanceLiesBesideTheImageAndTellsWhatIsStale() throws Exception {
        RegistryClient client = client();
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        TestImage image = TestImage.ociIndex("a", 500);
        image.pushTo(client, "org/app", "change_1_latest");
        image.pushTo(client, "org/app", "latest");
        Provenance provenance = new Provenance(
                "org/app", image.digest(), Map.of("change", "1"), Map.of(), "builder", "build", "buildset");

        provenance.attachTo(client, "org/app", now.minus(Duration.ofHours(25)));

        assertThat(Provenance.of(client, "org/app", image.digest())).containsExactly(provenance);
        assertThat(StagedTags.sweepFinal(
                                client, "org/app", "", List.of("latest"), _ -> false, Duration.ofHours(24), now)
                        .removed())
                .containsExactly("org/app:change_1_latest");
        assertThat(client.manifestDigest("org/app", "latest")).contains(image.digest());
        assertThat(Provenance.of(client, "org/app", image.digest())).containsExactly(provenance);
    }
}
