package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.MergedArtifacts;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArtifactsAheadTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Artifact MERGED = artifact("merged");
    private static final Artifact AHEAD = artifact("ahead");
    private static final Artifact NEAREST = artifact("nearest");

    private static Artifact artifact(String name) {
        return new Artifact("org/app:latest", "docker://registry/org/app:" + name, Map.of(), Map.of());
    }

    private static List<Artifact> given(MergedArtifacts merged, Artifact... ahead) {
        OpenWorkspace request = new OpenWorkspace(
                "tenant",
                "gate",
                "buildset",
                "graph",
                "build",
                "job",
                1,
                Map.of(),
                List.of(),
                List.of(ahead),
                List.of());
        return new ArtifactsAhead(merged, Clock.fixed(NOON, ZoneOffset.UTC))
                .of(request, List.of("docker-image"))
                .artifacts();
    }

    @Test
    void whatMergedComesBeforeWhatIsAheadSoThatTheNearestWins() {
        assertThat(given((tenant, requires, since) -> List.of(MERGED), AHEAD, NEAREST))
                .containsExactly(MERGED, AHEAD, NEAREST);
    }

    @Test
    void whatTheQueueGivesAsWellKeepsItsPlaceThere() {
        assertThat(given((tenant, requires, since) -> List.of(NEAREST, MERGED), AHEAD, NEAREST))
                .containsExactly(MERGED, AHEAD, NEAREST);
    }

    @Test
    void itAsksForTheTenantsPromotionsOfOneDay() {
        given((tenant, requires, since) -> {
            assertThat(tenant).isEqualTo("tenant");
            assertThat(requires).containsExactly("docker-image");
            assertThat(since).isEqualTo(NOON.minus(Duration.ofDays(1)));
            return List.of();
        });
    }
}
