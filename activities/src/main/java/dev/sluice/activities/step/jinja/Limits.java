package dev.sluice.activities.step.jinja;

import java.time.Duration;

/// Bounds of one evaluation.
///
/// @param characters of one text or output
/// @param values of one list, mapping or result, counted with all that is in it
/// @param depth of templates that use templates
public record Limits(int characters, int values, int depth, Duration time) {
    public static final Limits DEFAULT = new Limits(8 * 1024 * 1024, 200_000, 40, Duration.ofSeconds(5));

    static final int EXPRESSION_CHARACTERS = 64 * 1024;
    static final int RANGE = 100_000;

    String checked(String text) {
        if (text.length() > characters) {
            throw Stop.because("the text grew beyond " + characters + " characters");
        }
        return text;
    }

    void checkSize(long size) {
        if (size > values) {
            throw Stop.because("the value grew beyond " + values + " elements");
        }
    }
}
