package dev.sluice.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String, String> recent = new Recent<>(10);

    @Test
    void forgetsWhatWasUsedLongestAgo() {
        recent.keep("a", "1", 4);
        recent.keep("b", "2", 4);
        assertThat(recent.find("a")).contains("1");

        recent.keep("c", "3", 4);

        assertThat(recent.find("a")).contains("1");
        assertThat(recent.find("b")).isEmpty();
        assertThat(recent.find("c")).contains("3");
    }

    @Test
    void keepsTheLatestHoweverHeavy() {
        recent.keep("a", "1", 4);
        recent.keep("b", "2", 400);

        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.find("b")).contains("2");
    }

    @Test
    void countsAReplacedValueOnce() {
        recent.keep("a", "1", 8);
        recent.keep("a", "2", 4);
        recent.keep("b", "3", 6);

        assertThat(recent.find("a")).contains("2");
        assertThat(recent.find("b")).contains("3");
    }
}
