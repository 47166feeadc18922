package dev.sluice.activities.step;

import dev.sluice.activities.step.jinja.Plain;
import java.util.LinkedHashMap;
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
}
