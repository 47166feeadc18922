package dev.sluice.activities.step.jinja;

import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions of expressions. None of them looks outside: no lookups, no environment, no clock.
final class Functions {
    private static final List<String> NAMES = List.of("dict", "range");

    private Functions() {}

    static Object call(String name, Call call) {
        return switch (name) {
            case "range" -> range(call);
            case "dict" -> {
                var map = call.count() > 0
                        ? Lists.map(call.required(0, "mapping"))
                        : Lists.map(call.given().named());
                map.putAll(call.given().named());
                yield map;
            }
            default ->
                throw Stop.because("function '" + name + "' is not known. " + Suggestions.didYouMean(name, NAMES)
                        + " Known: " + String.join(", ", NAMES));
        };
    }

    private static List<@Nullable Object> range(Call call) {
        long first = call.integer(0, "start", 0);
        boolean one = call.count() < 2;
        long start = one ? 0 : first;
        long stop = one ? first : call.integer(1, "stop", 0);
        long step = call.integer(2, "step", 1);
        if (step == 0) {
            throw Stop.because("'range' needs a step other than 0");
        }
        List<@Nullable Object> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            if (numbers.size() >= Limits.RANGE) {
                throw Stop.because("'range' is limited to " + Limits.RANGE + " numbers");
            }
            numbers.add(i);
        }
        return numbers;
    }
}
