package dev.sluice.activities.step.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings a value into plain JSON form: mappings with text keys, longs and doubles.
public final class Plain {
    private Plain() {}

    public static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (depth > 100) {
            throw Stop.because("the value is nested too deep");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Number number -> Values.number(number);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), of(item, depth + 1)));
                yield copy;
            }
            case Collection<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(of(item, depth + 1)));
                yield copy;
            }
            case Undefined undefined -> throw undefined.used();
            default -> value.toString();
        };
    }
}
