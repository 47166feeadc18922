package dev.sluice.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimeTest {
    @Test
    void readsListsRangesStepsAndNames() {
        CronTime time = CronTime.parse("*/20 1,3-5 1 jan-mar mon,6").orElseThrow();

        assertThat(time.seconds()).containsExactly(0);
        assertThat(time.minutes()).containsExactly(0, 20, 40);
        assertThat(time.hours()).containsExactly(1, 3, 4, 5);
        assertThat(time.daysOfMonth()).containsExactly(1);
        assertThat(time.months()).containsExactly(1, 2, 3);
        assertThat(time.daysOfWeek()).containsExactly(0, 6);
    }

    @Test
    void readsSecondsAndJitter() {
        CronTime time = CronTime.parse("0 2 * * * 30 60s").orElseThrow();

        assertThat(time.seconds()).containsExactly(30);
        assertThat(time.jitterSeconds()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "60 * * * *", "* * 0 * *", "* * * * 7", "5-1 * * * *", "*/0 * * * *", "x * * * *"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(CronTime.parse(text)).isEmpty();
    }
}
