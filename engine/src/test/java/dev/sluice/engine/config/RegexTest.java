package dev.sluice.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegexTest {
    @Test
    void matchesFromTheBeginningOnly() {
        assertThat(Regex.of("stable").matches("stable/x")).isTrue();
        assertThat(Regex.of("stable").matches("unstable")).isFalse();
        assertThat(Regex.of("stable").finds("unstable")).isTrue();
        assertThat(Regex.of("stable").matchesWhole("stable/x")).isFalse();
    }

    @Test
    void understandsALookAheadButCallsItDeprecated() {
        Regex regex = Regex.of("^(?!refs/).*$");

        assertThat(regex.deprecated()).isTrue();
        assertThat(regex.matches("master")).isTrue();
        assertThat(regex.matches("refs/heads/master")).isFalse();
    }

    @Test
    void givesUpOnAHostileExpressionInsteadOfHanging() {
        Regex regex = Regex.of("(?=a)(a+)+$");

        assertThat(regex.matches("a".repeat(60) + "b")).isFalse();
    }

    @Test
    void negates() {
        assertThat(Regex.parse("stable", true).orElseThrow().matches("stable/x"))
                .isFalse();
        assertThat(Regex.parse("(", false)).isEmpty();
    }
}
