package dev.sluice.activities.registry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.issuer.TokenIssuer.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenIssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String BUILD = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private TokenIssuer issuer;
    private Registration registration;
    private Credential right;

    @BeforeEach
    void register() {
        issuer = at(NOW);
        registration = issuer.register(BUILD, "zuul", List.of("10.0.0.1", "zuul-jobs.buildset-registry"));
        right = new Credential("zuul", registration.password());
    }

    private TokenIssuer at(Instant now) {
        return new TokenIssuer(directory, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Verdict decide(String scope, Optional<Credential> credential) {
        return issuer.decide(BUILD, scope.isEmpty() ? List.of() : List.of(scope), credential);
    }

    private static JsonNode claims(Verdict verdict) throws Exception {
        String token = ((Verdict.Granted) verdict).token();
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    @Test
    void anyoneMayPull() throws Exception {
        Verdict verdict = decide("repository:org/app:pull", Optional.empty());

        assertThat(claims(verdict).path("access"))
                .isEqualTo(new ObjectMapper()
                        .readTree("[{\"type\":\"repository\",\"name\":\"org/app\",\"actions\":[\"pull\"]}]"));
    }

    @Test
    void anyoneMayPullWithACredentialOfAnotherRegistry() {
        assertThat(decide("repository:org/app:pull", Optional.of(new Credential("me", "hub"))))
                .isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void onlyThePasswordAllowsToPush() {
        assertThat(decide("repository:org/app:pull,push", Optional.empty())).isInstanceOf(Verdict.Refused.class);
        assertThat(decide("repository:org/app:pull,push", Optional.of(new Credential("zuul", "guess"))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(decide("repository:org/app:pull,push", Optional.of(right))).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void aLoginCheckNeedsThePassword() {
        assertThat(decide("", Optional.empty())).isInstanceOf(Verdict.Refused.class);
        assertThat(decide("", Optional.of(right))).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void listingNeedsThePassword() {
        assertThat(decide("registry:catalog:*", Optional.empty())).isInstanceOf(Verdict.Refused.class);
        assertThat(decide("registry:catalog:*", Optional.of(right))).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void scopesThatMakeNoSenseAreNotGranted() throws Exception {
        Verdict verdict =
                decide("repository:a:pull registry:other:* nonsense ::: repository:b:fly", Optional.of(right));

        assertThat(claims(verdict).path("access")).hasSize(1);
    }

    @Test
    void aTokenLivesFiveMinutesAndIsForThatRegistryOnly() throws Exception {
        JsonNode claims = claims(decide("repository:org/app:pull", Optional.empty()));

        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(claims.path("aud").asText()).isEqualTo(registration.service());
    }

    @Test
    void anUnknownRegistryGetsNothing() {
        assertThat(issuer.decide("ffff", List.of("repository:a:pull"), Optional.of(right)))
                .isInstanceOf(Verdict.UnknownRegistry.class);
        assertThat(issuer.decide("../" + BUILD, List.of(), Optional.of(right)))
                .isInstanceOf(Verdict.UnknownRegistry.class);
    }

    @Test
    void registeringAgainGivesTheSame() {
        assertThat(at(NOW.plusSeconds(9)).register(BUILD, "zuul", List.of("10.9.9.9")))
                .isEqualTo(registration);
    }

    @Test
    void registriesDoNotShareTheirKeys() {
        Registration other = issuer.register("other", "zuul", List.of("10.0.0.1"));

        assertThat(other.password()).isNotEqualTo(registration.password());
        assertThat(other.signing()).isNotEqualTo(registration.signing());
    }

    @Test
    void registrationsAreReadableByTheirUserOnly() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void forgetsWhatIsToldAndWhatIsOld() {
        issuer.register("second", "zuul", List.of("10.0.0.1"));

        issuer.forget(BUILD);
        assertThat(issuer.find(BUILD)).isEmpty();
        assertThat(at(NOW.plus(Duration.ofDays(6))).forgetOlderThan(Duration.ofDays(7)))
                .isZero();
        assertThat(at(NOW.plus(Duration.ofDays(8))).forgetOlderThan(Duration.ofDays(7)))
                .isEqualTo(1);
        assertThat(issuer.find("second")).isEmpty();
    }

    @Test
    void forgetsRegistriesOfBuildsThatAreOver() {
        issuer.register("second", "zuul", List.of("10.0.0.1"));

        assertThat(issuer.forgetClosed("second"::equals)).isEqualTo(1);
        assertThat(issuer.find(BUILD)).isEmpty();
        assertThat(issuer.find("second")).isPresent();
    }

    @Test
    void nothingPrintsASecret() {
        assertThat(registration + " " + registration.tls() + " " + right + " " + decide("", Optional.of(right)))
                .doesNotContain(registration.password())
                .doesNotContain("PRIVATE");
    }
}
