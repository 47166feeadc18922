package dev.sluice.activities.step.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What texts can do, by Python's rules.
final class Texts {
    private Texts() {}

    static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetter(c);
        }
        return out.toString();
    }

    /// @param characters to strip; empty for blanks
    static String strip(String text, String characters, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && strips(text.charAt(start), characters)) {
            start++;
        }
        while (right && end > start && strips(text.charAt(end - 1), characters)) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean strips(char c, String characters) {
        return characters.isEmpty() ? Character.isWhitespace(c) : characters.indexOf(c) >= 0;
    }

    static long count(String text, String part) {
        long count = 0;
        for (int at = text.indexOf(part); at >= 0 && !part.isEmpty(); at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    static String replace(String text, String old, String replacement) {
        long grown = text.length() + count(text, old) * (replacement.length() - old.length());
        if (grown > Limits.DEFAULT.characters()) {
            throw Stop.because("the text grew beyond " + Limits.DEFAULT.characters() + " characters");
        }
        return old.isEmpty() ? text : text.replace(old, replacement);
    }

    static String join(List<?> items, String separator, Limits limits) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : separator).append(Values.text(items.get(i)));
            if (out.length() > limits.characters()) {
                throw Stop.because("the text grew beyond " + limits.characters() + " characters");
            }
        }
        return out.toString();
    }

    /// @param separator empty for blanks
    /// @param most how many times to split; negative for no limit
    static List<@Nullable Object> split(String text, String separator, int most, Limits limits) {
        List<@Nullable Object> parts = new ArrayList<>();
        String rest = separator.isEmpty() ? text.strip() : text;
        while (most < 0 || parts.size() < most) {
            int at = separator.isEmpty() ? blank(rest) : rest.indexOf(separator);
            if (at < 0) {
                break;
            }
            parts.add(rest.substring(0, at));
            limits.checkSize(parts.size());
            rest = separator.isEmpty() ? rest.substring(at).stripLeading() : rest.substring(at + separator.length());
        }
        if (!separator.isEmpty() || !rest.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }

    private static int blank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /// `'{} and {0} and {name}'.format(…)`, without format specifications.
    static String format(String text, Call call) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                out.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                String field = end < 0 ? "" : text.substring(i + 1, end);
                if (end < 0 || !field.matches("[A-Za-z0-9_]{0,100}")) {
                    throw Stop.because("'format' knows {}, {0} and {name} only");
                }
                boolean numbered = field.matches("[0-9]{1,4}");
                int index = numbered ? Integer.parseInt(field) : field.isEmpty() ? next++ : Integer.MAX_VALUE;
                out.append(Values.text(call.required(index, field)));
                i = end;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
