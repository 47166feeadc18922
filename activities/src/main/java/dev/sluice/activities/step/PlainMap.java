package dev.sluice.activities.step;

import dev.sluice.activities.step.jinja.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Mappings as JSON has them: whole numbers are longs, whatever read them.
final class PlainMap {
    private PlainMap() {}

    static Map<String, Object> of(Map<String, Object> map) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(key, Plain.of(value)));
        return plain;
    }

    static List<Object> list(List<Object> list) {
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        list.forEach(value -> plain.add(Plain.of(value)));
        return plain;
    }
}
