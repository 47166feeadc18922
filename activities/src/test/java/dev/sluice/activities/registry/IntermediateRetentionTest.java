package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IntermediateRetentionTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String OLD = "0".repeat(32);
    private static final String NEEDED = "1".repeat(32);
    private static final String YOUNG = "2".repeat(32);

    private final FakeRegistry server = new FakeRegistry();
    private final Registries registries = new Registries();
    private final RegistryClient client = registries.connect(server.base());
    private Instant now = NOON;

    private final IntermediateRetention retention = new IntermediateRetention(
            client.endpoint(), TrustedCas.none(), registries.patience, Duration.ofDays(14), new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    @AfterEach
    void stop() {
        registries.close();
        server.close();
    }

    private void pushed(String build, int daysAgo) throws Exception {
        TestImage image = TestImage.docker(build, 10);
        image.pushTo(client, "org/app", build + "_latest");
        new Provenance("org/app", image.digest(), Map.of(), Map.of(), "builder", build, "set")
                .attachTo(client, "org/app", NOON.minus(Duration.ofDays(daysAgo)));
    }

    private int sweep(Optional<Predicate<String>> needed) {
        return retention.sweep(() -> needed);
    }

    @Test
    void whatIsOldAndNotNeededGoes() throws Exception {
        pushed(OLD, 15);
        pushed(NEEDED, 15);
        pushed(YOUNG, 13);

        assertThat(sweep(Optional.of(NEEDED::equals))).isEqualTo(1);

        assertThat(client.tags("org/app"))
                .contains(NEEDED + "_latest", YOUNG + "_latest")
                .doesNotContain(OLD + "_latest");
    }

    @Test
    void everythingStaysWhileNobodyKnowsWhatIsNeeded() throws Exception {
        pushed(OLD, 15);
        server.forgetLog();

        assertThat(sweep(Optional.empty())).isZero();

        assertThat(server.requests("")).isEmpty();
    }

    @Test
    void itLooksOnceAnHour() throws Exception {
        assertThat(sweep(Optional.of(_ -> false))).isZero();
        pushed(OLD, 15);

        now = NOON.plus(Duration.ofMinutes(59));
        assertThat(sweep(Optional.of(_ -> false))).isZero();
        now = NOON.plus(Duration.ofMinutes(60));
        assertThat(sweep(Optional.of(_ -> false))).isEqualTo(1);
    }

    @Test
    void aRegistryThatRefusesOrIsAwayEndsNothingElse() throws Exception {
        pushed(OLD, 15);
        server.answers("GET /v2/_catalog", 1, 403, Map.of(), "");
        assertThat(sweep(Optional.of(_ -> false))).isZero();

        server.close();
        now = NOON.plus(Duration.ofHours(2));
        assertThat(sweep(Optional.of(_ -> false))).isZero();
    }

    @Test
    void aRegistryThatDeletesNothingKeepsTheImage() throws Exception {
        pushed(OLD, 15);
        server.answers("^DELETE", 10, 405, Map.of(), "");

        assertThat(sweep(Optional.of(_ -> false))).isZero();
        assertThat(client.tags("org/app")).contains(OLD + "_latest");
    }
}
