package dev.sluice.activities.step.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// Python's `%` formatting, as far as `%s %r %d %x %f %%` and widths.
final class Formats {
    private static final int WIDEST = 10_000;

    private Formats() {}

    static String percent(String pattern, List<?> values) {
        StringBuilder out = new StringBuilder();
        Iterator<?> next = values.iterator();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int end = i + 1;
            while (end < pattern.length() && "-0123456789.".indexOf(pattern.charAt(end)) >= 0) {
                end++;
            }
            if (end >= pattern.length()) {
                throw Stop.because("a format ends with '%'");
            }
            String flags = pattern.substring(i + 1, end);
            char kind = pattern.charAt(end);
            i = end;
            if (kind == '%') {
                out.append('%');
                continue;
            }
            if (!next.hasNext()) {
                throw Stop.because("a format has more places than values");
            }
            out.append(one(flags, kind, next.next()));
        }
        return out.toString();
    }

    private static String one(String flags, char kind, @org.jspecify.annotations.Nullable Object value) {
        for (String number : flags.split("[-.]")) {
            if (number.length() > 5 || (!number.isEmpty() && Integer.parseInt(number) > WIDEST)) {
                throw Stop.because("a format is wider than " + WIDEST);
            }
        }
        try {
            return switch (kind) {
                case 's', 'r' -> String.format(Locale.ROOT, "%" + flags + "s", Values.text(value));
                case 'd', 'i' ->
                    String.format(
                            Locale.ROOT, "%" + flags + "d", Values.number(value).longValue());
                case 'x', 'X' ->
                    String.format(
                            Locale.ROOT,
                            "%" + flags + kind,
                            Values.number(value).longValue());
                case 'f' ->
                    String.format(
                            Locale.ROOT, "%" + flags + "f", Values.number(value).doubleValue());
                default -> throw Stop.because("a format has no kind '%" + kind + "'");
            };
        } catch (java.util.IllegalFormatException e) {
            throw Stop.because("a format '%" + flags + kind + "' is not known");
        }
    }
}
