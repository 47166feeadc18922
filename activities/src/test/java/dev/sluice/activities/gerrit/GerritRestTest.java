package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.gerrit.StubServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GerritRestTest {
    private static final ReadChange CHANGE = new ReadChange("org%2Fapp~12", List.of("MESSAGES"));

    private static void faultOf(Answer answer, String... parts) {
        try (StubServer server = new StubServer((method, path) -> answer)) {
            GerritRest rest = new GerritRest(server.connection());
            assertThatThrownBy(() -> rest.send(CHANGE))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContainingAll(parts)
                    .message()
                    .doesNotContain("pass-word", "Basic");
        }
    }

    @Test
    void signsInAndReadsPastTheGuard() {
        try (StubServer server = new StubServer((method, path) -> Answer.json("{\"_number\":12}"))) {
            assertThat(new GerritRest(server.connection())
                            .send(CHANGE)
                            .orElseThrow()
                            .path("_number")
                            .asInt())
                    .isEqualTo(12);
            assertThat(server.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/a/changes/org%2Fapp~12?o=MESSAGES");
                assertThat(asked.authorization()).startsWith("Basic ");
            });
        }
    }

    @Test
    void namesTheCredentialToCheck() {
        faultOf(
                new Answer(401, "Unauthorized"),
                "does not accept the HTTP password of user 'zuul'. Check 'user' and 'password-file' of connection 'gerrit'");
        faultOf(new Answer(403, "not permitted"), "user 'zuul' may not (not permitted)", "rights in Gerrit");
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "429"})
    void aFaultOfTheServerMayBeTriedAgain(int status) {
        faultOf(new Answer(status, "<html>\n  oops"), "answered with status " + status + " (<html> oops)");
    }

    @Test
    void followsNoRedirectAndSaysWhereTo() {
        faultOf(new Answer(302, "https://elsewhere.example.com/"), "points to https://elsewhere.example.com/", "'url'");
    }

    @Test
    void aLoginPageIsNotGerritsJson() {
        faultOf(new Answer(200, "<html>Sign in</html>"), "something other than Gerrit's JSON", "Check 'url'");
    }

    @Test
    void aMissingChangeIsAValue() {
        try (StubServer server = new StubServer((method, path) -> new Answer(404, "Not found"))) {
            assertThat(new GerritRest(server.connection()).send(CHANGE)).isEmpty();
        }
    }

    @Test
    void saysThatNobodyListens() {
        GerritConnection gone;
        try (StubServer server = new StubServer((method, path) -> Answer.json("{}"))) {
            gone = server.connection();
        }
        assertThatThrownBy(() -> new GerritRest(gone).send(CHANGE))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("did not answer when asked to read change org%2Fapp~12")
                .hasMessageContaining("Check that it runs");
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (StubServer server = new StubServer((method, path) -> {
            try {
                assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Answer.json("{}");
        })) {
            GerritRest rest = new GerritRest(server.connection(), Duration.ofMillis(200));
            assertThatThrownBy(() -> rest.send(CHANGE))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContaining("did not answer");
            over.countDown();
        }
    }
}
