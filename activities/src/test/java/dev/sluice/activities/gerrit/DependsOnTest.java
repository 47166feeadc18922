package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DependsOnTest {
    private static final GerritConnection OTHER = new GerritConnection(
            "other",
            URI.create("http://127.0.0.1:8080/gerrit/"),
            "other.example.com",
            "zuul",
            () -> "",
            new GerritConnection.Ssh("127.0.0.1", 29418, Path.of("key"), Optional.empty()));
    private static final List<GerritConnection> BOTH = List.of(EventParserTest.CONNECTION, OTHER);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://review.example.com/42",
                "https://review.example.com/42/",
                "https://review.example.com/#/c/42",
                "https://review.example.com/#/c/42/3",
                "https://review.example.com/c/42",
                "https://review.example.com/c/org/app/+/42",
                "https://review.example.com/c/org/app/+/42/3/src/Main.java",
                "https://review.example.com/c/org/app/+/42?tab=checks",
                "http://REVIEW.example.com/c/org/app/+/42"
            })
    void readsEveryShapeOfAChangesAddress(String address) {
        assertThat(DependsOn.in("Fix\n\nDepends-On: " + address + "\n", BOTH))
                .containsExactly(new DependsOn.Numbered("gerrit", 42));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/gerrit/c/org/app/+/7",
                "http://127.0.0.1:8080/gerrit/7",
                "https://other.example.com/7"
            })
    void findsTheConnectionByItsAddressOrCanonicalName(String address) {
        assertThat(DependsOn.in("depends-on:  " + address + "  ", BOTH))
                .containsExactly(new DependsOn.Numbered("other", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://unknown.example.com/42",
                "https://review.example.com/",
                "https://review.example.com/c/org/app",
                "https://review.example.com/q/topic:x",
                "42",
                "I1234",
                "https://review.example.com.evil.org/42"
            })
    void leavesOutWhatNamesNoChange(String value) {
        assertThat(DependsOn.in("Depends-On: " + value, BOTH)).isEmpty();
    }

    @Test
    void takesAllLinesInOrderAndTheOldFormToo() {
        String id = "I" + "0123456789".repeat(4);
        String message =
                "Fix\n\nDEPENDS-ON: https://review.example.com/2\r\nSee Depends-On: https://review.example.com/9\n"
                        + "Depends-On: " + id + "\nDepends-On: https://review.example.com/1";

        assertThat(DependsOn.in(message, BOTH))
                .containsExactly(
                        new DependsOn.Numbered("gerrit", 2),
                        new DependsOn.ByChangeId(id),
                        new DependsOn.Numbered("gerrit", 1));
    }

    @Test
    void hostileLinesTakeNoTime() {
        String line = "Depends-On: https://review.example.com/" + "c/".repeat(5_000) + "/+/".repeat(5_000) + "x";
        long start = System.nanoTime();

        assertThat(DependsOn.in(line, BOTH)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
