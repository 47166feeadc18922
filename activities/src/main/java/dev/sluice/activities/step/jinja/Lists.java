package dev.sluice.activities.step.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists and mappings of values.
final class Lists {
    private Lists() {}

    /// What Python would iterate over: items, keys, or characters.
    static List<@Nullable Object> of(@Nullable Object value) {
        return switch (Values.defined(value)) {
            case Collection<?> list -> new ArrayList<>(list);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case CharSequence text -> {
                List<@Nullable Object> letters = new ArrayList<>();
                text.toString().codePoints().forEach(letter -> letters.add(Character.toString(letter)));
                yield letters;
            }
            case null, default -> throw Stop.because("expected a list, found " + Values.kind(value));
        };
    }

    static Map<String, @Nullable Object> map(@Nullable Object value) {
        if (!(Values.defined(value) instanceof Map<?, ?> map)) {
            throw Stop.because("expected a mapping, found " + Values.kind(value));
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        return copy;
    }

    static boolean contains(Collection<?> list, @Nullable Object wanted) {
        return list.stream().anyMatch(item -> Values.equal(item, wanted));
    }

    static List<@Nullable Object> pair(@Nullable Object a, @Nullable Object b) {
        List<@Nullable Object> pair = new ArrayList<>(2);
        pair.add(a);
        pair.add(b);
        return pair;
    }
}
