package dev.sluice.activities.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.config.CronTime;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTimesTest {

    /// Weekdays: 0 is Monday in Zuul and Sunday in Temporal.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *            | 0      | 0           | 2    | 1-31    | 1-12 | 0-6     | 0
            */15 0-3 1,15 * *    | 0      | 0,15,30,45  | 0-3  | 1,15    | 1-12 | 0-6     | 0
            0 2 * * 0            | 0      | 0           | 2    | 1-31    | 1-12 | 1       | 0
            0 2 * * 6            | 0      | 0           | 2    | 1-31    | 1-12 | 0       | 0
            0 2 * * mon-fri      | 0      | 0           | 2    | 1-31    | 1-12 | 1-5     | 0
            0 2 * * sat,sun      | 0      | 0           | 2    | 1-31    | 1-12 | 0,6     | 0
            0 2 13 feb 4         | 0      | 0           | 2    | 13      | 2    | 5       | 0
            1-3,5 * * 1-6/5 * 30 | 30     | 1-3,5       | 0-23 | 1-31    | 1,6  | 0-6     | 0
            0 2 * * * 10s        | 0      | 0           | 2    | 1-31    | 1-12 | 0-6     | 10
            0 2 * * * 5,6 600    | 5-6    | 0           | 2    | 1-31    | 1-12 | 0-6     | 600
            """)
    void saysTheSameInTemporalsWords(
            String cron,
            String seconds,
            String minutes,
            String hours,
            String daysOfMonth,
            String months,
            String daysOfWeek,
            long jitterSeconds) {
        ScheduleSpec spec = CalendarTimes.of(CronTime.parse(cron).orElseThrow());

        assertThat(spec.getCalendars()).hasSize(1);
        ScheduleCalendarSpec calendar = spec.getCalendars().getFirst();
        assertThat(text(calendar.getSeconds())).isEqualTo(seconds);
        assertThat(text(calendar.getMinutes())).isEqualTo(minutes);
        assertThat(text(calendar.getHour())).isEqualTo(hours);
        assertThat(text(calendar.getDayOfMonth())).isEqualTo(daysOfMonth);
        assertThat(text(calendar.getMonth())).isEqualTo(months);
        assertThat(text(calendar.getDayOfWeek())).isEqualTo(daysOfWeek);
        assertThat(spec.getJitter()).hasSeconds(jitterSeconds);
        assertThat(spec.getTimeZoneName()).isNullOrEmpty();
    }

    private static String text(List<ScheduleRange> ranges) {
        return ranges.stream()
                .map(range -> range.getStart() == range.getEnd()
                        ? "" + range.getStart()
                        : range.getStart() + "-" + range.getEnd())
                .collect(Collectors.joining(","));
    }
}
