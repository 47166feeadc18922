package dev.sluice.activities.timer;

import dev.sluice.engine.config.CronTime;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A cron expression of Zuul in Temporal's words (F96).
///
/// It becomes a calendar, not Temporal's own cron text: there Sunday is 0 and a day matches when either its date or
/// its weekday does. In Zuul Monday is 0 and both have to match, as all fields of a calendar do.
final class CalendarTimes {
    private static final int DAYS_OF_WEEK = 7;

    private CalendarTimes() {}

    /// The same firings, in UTC; the jitter makes each of them late by up to as much.
    static ScheduleSpec of(CronTime time) {
        ScheduleCalendarSpec calendar = ScheduleCalendarSpec.newBuilder()
                .setSeconds(ranges(time.seconds()))
                .setMinutes(ranges(time.minutes()))
                .setHour(ranges(time.hours()))
                .setDayOfMonth(ranges(time.daysOfMonth()))
                .setMonth(ranges(time.months()))
                .setDayOfWeek(ranges(sundayFirst(time.daysOfWeek())))
                .build();
        return ScheduleSpec.newBuilder()
                .setCalendars(List.of(calendar))
                .setJitter(Duration.ofSeconds(time.jitterSeconds()))
                .build();
    }

    private static List<Integer> sundayFirst(List<Integer> mondayFirst) {
        return mondayFirst.stream()
                .map(day -> (day + 1) % DAYS_OF_WEEK)
                .sorted()
                .toList();
    }

    /// Sorted values, those that follow one another as one range.
    private static List<ScheduleRange> ranges(List<Integer> values) {
        List<ScheduleRange> ranges = new ArrayList<>();
        int start = values.getFirst();
        for (int i = 0; i < values.size(); i++) {
            int value = values.get(i);
            if (i + 1 == values.size() || values.get(i + 1) != value + 1) {
                ranges.add(new ScheduleRange(start, value));
                start = i + 1 == values.size() ? value : values.get(i + 1);
            }
        }
        return List.copyOf(ranges);
    }
}
