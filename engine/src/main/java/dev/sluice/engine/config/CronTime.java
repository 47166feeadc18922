package dev.sluice.engine.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The times of a timer: minute, hour, day of month, month, day of week, and maybe seconds (F96).
///
/// @param text as the user wrote it
/// @param seconds the seconds of a minute at which it fires, and so on; always sorted and never empty
/// @param daysOfWeek 0 is Monday, as in Zuul; not Sunday, as in cron
/// @param jitterSeconds each firing may be late by up to this much
public record CronTime(
        String text,
        List<Integer> seconds,
        List<Integer> minutes,
        List<Integer> hours,
        List<Integer> daysOfMonth,
        List<Integer> months,
        List<Integer> daysOfWeek,
        int jitterSeconds) {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /// What `text` says, or nothing when it is no cron expression.
    public static Optional<CronTime> parse(String text) {
        List<String> words = new ArrayList<>(
                Arrays.asList(text.strip().toLowerCase(Locale.ROOT).split("\\s+")));
        int jitter = 0;
        if (words.size() > 1 && words.getLast().endsWith("s") && number(stripUnit(words.getLast())) >= 0) {
            jitter = number(stripUnit(words.removeLast()));
        } else if (words.size() == 7) {
            jitter = number(words.removeLast());
        }
        if (words.size() < 5 || words.size() > 6 || jitter < 0) {
            return Optional.empty();
        }
        String second = words.size() == 6 ? words.get(5) : "0";
        var parsed = new CronTime(
                text,
                values(second, 0, 59, List.of()),
                values(words.get(0), 0, 59, List.of()),
                values(words.get(1), 0, 23, List.of()),
                values(words.get(2), 1, 31, List.of()),
                values(words.get(3), 1, 12, MONTHS),
                values(words.get(4), 0, 6, DAYS),
                jitter);
        return parsed.complete() ? Optional.of(parsed) : Optional.empty();
    }

    private boolean complete() {
        return !seconds.isEmpty()
                && !minutes.isEmpty()
                && !hours.isEmpty()
                && !daysOfMonth.isEmpty()
                && !months.isEmpty()
                && !daysOfWeek.isEmpty();
    }

    private static String stripUnit(String word) {
        return word.substring(0, word.length() - 1);
    }

    private static List<Integer> values(String field, int low, int high, List<String> names) {
        SortedSet<Integer> found = new TreeSet<>();
        for (String part : field.split(",", -1)) {
            if (!add(found, part, low, high, names)) {
                return List.of();
            }
        }
        return List.copyOf(found);
    }

    /// Adds what one part such as `*/15`, `1-5/2`, `mon-fri` or `7` means; false when it means nothing.
    private static boolean add(SortedSet<Integer> found, String part, int low, int high, List<String> names) {
        String[] halves = part.split("/", -1);
        int step = halves.length == 2 ? number(halves[1]) : 1;
        if (halves.length > 2 || step < 1) {
            return false;
        }
        int from = low;
        int to = high;
        if (!halves[0].equals("*")) {
            String[] ends = halves[0].split("-", -1);
            from = value(ends[0], low, names);
            boolean openEnd = ends.length == 1 && halves.length == 2;
            to = ends.length == 2 ? value(ends[1], low, names) : openEnd ? high : from;
            if (ends.length > 2 || from < low || to > high || from > to) {
                return false;
            }
        }
        for (int value = from; value <= to; value += step) {
            found.add(value);
        }
        return true;
    }

    private static int value(String word, int low, List<String> names) {
        int named = names.indexOf(word);
        return named >= 0 ? named + low : number(word);
    }

    private static int number(String word) {
        boolean digits = !word.isEmpty() && word.length() < 7 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(word) : -1;
    }
}
