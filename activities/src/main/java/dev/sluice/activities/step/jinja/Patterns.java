package dev.sluice.activities.step.jinja;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Regular expressions in linear time: look-around and back references inside a pattern are not to be had.
final class Patterns {
    private Patterns() {}

    static Pattern of(String pattern, Call call) {
        int flags = call.flag(Integer.MAX_VALUE, "ignorecase", false) ? Pattern.CASE_INSENSITIVE : 0;
        flags |= call.flag(Integer.MAX_VALUE, "multiline", false) ? Pattern.MULTILINE : 0;
        try {
            return Pattern.compile(pattern, flags);
        } catch (PatternSyntaxException e) {
            throw Stop.because("the regular expression is not usable: " + e.getDescription());
        }
    }

    /// Python's `\1` and `\g<name>` as the library's `$1` and `${name}`.
    static String replacement(String python) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            char next = i + 1 < python.length() ? python.charAt(i + 1) : 0;
            if (c == '\\' && Character.isDigit(next)) {
                out.append('$').append(next);
                i++;
            } else if (python.startsWith("\\g<", i) && python.indexOf('>', i) > 0) {
                int end = python.indexOf('>', i);
                String name = python.substring(i + 3, end);
                out.append(name.matches("[0-9]+") ? "$" + name : "${" + name + "}");
                i = end;
            } else if (c == '\\' && next == '\\') {
                out.append("\\\\");
                i++;
            } else if (c == '$' || c == '\\') {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
