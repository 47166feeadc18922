package dev.sluice.engine.event;

import dev.sluice.engine.config.CronTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/// When a timer fires (F96), in UTC and without its jitter, which the shell adds.
public final class Firings {
    private static final int YEARS_SEARCHED = 5;

    private Firings() {}

    /// The first firing after a time; nothing for one that never comes, such as 30 February.
    public static OptionalLong next(CronTime time, long afterEpochSecond) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(afterEpochSecond, 86_400L));
        LocalDate last = day.plusYears(YEARS_SEARCHED);
        while (day.isBefore(last)) {
            if (on(time, day)) {
                OptionalLong firing =
                        within(time, day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(), afterEpochSecond);
                if (firing.isPresent()) {
                    return firing;
                }
            }
            day = day.plusDays(1);
        }
        return OptionalLong.empty();
    }

    private static boolean on(CronTime time, LocalDate day) {
        return time.months().contains(day.getMonthValue())
                && time.daysOfMonth().contains(day.getDayOfMonth())
                && time.daysOfWeek().contains(day.getDayOfWeek().getValue() - 1);
    }

    private static OptionalLong within(CronTime time, long midnight, long after) {
        for (int hour : time.hours()) {
            if (midnight + LocalTime.of(hour, 59, 59).toSecondOfDay() > after) {
                for (int minute : time.minutes()) {
                    OptionalLong firing = within(time.seconds(), midnight + hour * 3600L + minute * 60L, after);
                    if (firing.isPresent()) {
                        return firing;
                    }
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong within(List<Integer> seconds, long minute, long after) {
        return seconds.stream()
                .mapToLong(second -> minute + second)
                .filter(at -> at > after)
                .findFirst();
    }
}
