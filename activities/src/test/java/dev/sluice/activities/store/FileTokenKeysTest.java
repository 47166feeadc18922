package dev.sluice.activities.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTokenKeysTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path state;

    private Instant now = START;

    @Test
    void signsWhatItsPublishedKeyVerifies() throws Exception {
        FileTokenKeys keys = keys();

        SignedJWT token = SignedJWT.parse(sign(keys, Duration.ofMinutes(5)));

        assertThat(token.getHeader().toJSONObject())
                .containsEntry("alg", "RS256")
                .containsEntry("kid", "RS256-1")
                .containsEntry("typ", "JWT");
        assertThat(token.getJWTClaimsSet().getClaim("aud")).isEqualTo(List.of("cloud"));
        assertThat(verifies(keys, token)).isTrue();
        assertThat(keys.issuer()).isEqualTo("https://ci.example.com");
    }

    @Test
    void publishesNoPrivatePart() throws Exception {
        Map<String, Object> published = keys().published();

        JWK key = JWKSet.parse(published).getKeys().getFirst();
        assertThat(key.isPrivate()).isFalse();
        assertThat(key.toJSONObject().keySet()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("keys/oidc.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void signsWithANewKeyAfterAWeekAndKeepsTheOldOneForItsTokens() throws Exception {
        SignedJWT early = SignedJWT.parse(sign(keys(), Duration.ofMinutes(5)));
        now = START.plus(WEEK);
        SignedJWT last = SignedJWT.parse(sign(keys(), Duration.ofDays(1)));
        assertThat(last.getHeader().getKeyID())
                .as("another process reads the same file")
                .isEqualTo(early.getHeader().getKeyID());

        now = START.plus(WEEK).plus(Duration.ofHours(20));
        SignedJWT next = SignedJWT.parse(sign(keys(), Duration.ofMinutes(5)));

        assertThat(next.getHeader().getKeyID()).isEqualTo("RS256-2");
        assertThat(verifies(keys(), last)).isTrue();
        assertThat(verifies(keys(), next)).isTrue();

        now = START.plus(WEEK).plus(Duration.ofHours(25));
        assertThat(ids(keys())).containsExactly("RS256-2");
    }

    @Test
    void neverGivesAKeyTheIdOfAnEarlierOne() throws Exception {
        sign(keys(), Duration.ofMinutes(5));
        now = START.plus(Duration.ofDays(365));

        assertThat(ids(keys())).containsExactly("RS256-2");
    }

    @Test
    void namesABrokenFileAndLeavesIt() throws IOException {
        Path file = state.resolve("keys/oidc.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"keys\": [{\"kty\": \"RSA\", \"d\": \"c2VjcmV0\"}]}");

        assertThatThrownBy(() -> keys().published())
                .isInstanceOf(InfrastructureFailure.class)
                .hasNoCause()
                .hasMessageContaining("oidc.json")
                .hasMessageNotContaining("c2VjcmV0");
        assertThat(file).content().contains("c2VjcmV0");
    }

    private FileTokenKeys keys() {
        return new FileTokenKeys(state, "https://ci.example.com/", () -> now);
    }

    private String sign(FileTokenKeys keys, Duration life) {
        return keys.sign(Map.of("aud", "cloud"), now.plus(life));
    }

    private static List<String> ids(FileTokenKeys keys) throws ParseException {
        return JWKSet.parse(keys.published()).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private static boolean verifies(FileTokenKeys keys, SignedJWT token) throws ParseException, JOSEException {
        JWK key = JWKSet.parse(keys.published()).getKeyByKeyId(token.getHeader().getKeyID());
        return token.verify(new RSASSAVerifier(key.toRSAKey()));
    }
}
