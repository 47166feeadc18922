package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChallengeTest {
    private static Challenge best(String... headers) {
        return Challenge.best(List.of(headers)).orElseThrow();
    }

    @Test
    void readsTheUsualForm() {
        Challenge found = best("Bearer realm=\"https://a/token\",service=\"reg\",scope=\"repository:x:pull,push\"");

        assertThat(found.parameter("realm")).isEqualTo("https://a/token");
        assertThat(found.parameter("service")).isEqualTo("reg");
        assertThat(found.parameter("scope")).isEqualTo("repository:x:pull,push");
    }

    @Test
    void readsAnyOrderCaseAndSpacing() {
        Challenge found = best("bEARER   Scope = \"s\" ,  REALM=https://a/token , Service = \"a b\"");

        assertThat(found.isBearer()).isTrue();
        assertThat(found.parameter("realm")).isEqualTo("https://a/token");
        assertThat(found.parameter("service")).isEqualTo("a b");
    }

    @Test
    void prefersBearerWhereverItStands() {
        assertThat(best("Basic realm=\"x\", Bearer realm=\"https://a\"").isBearer())
                .isTrue();
        assertThat(best("Basic realm=\"x\"", "Bearer realm=\"https://a\"").isBearer())
                .isTrue();
        assertThat(best("Negotiate, Basic realm=\"a, b\"").isBasic()).isTrue();
    }

    @Test
    void readsEscapedQuotes() {
        assertThat(best("Basic realm=\"say \\\"hi\\\"\"").parameter("realm")).isEqualTo("say \"hi\"");
    }

    @Test
    void nonsenseIsNoChallenge() {
        assertThat(Challenge.best(List.of("", "=", "\"\"", "Bearer", "Digest realm=\"x\"")))
                .isEmpty();
    }
}
