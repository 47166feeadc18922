package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads values of unknown shape: variables come from YAML and JSON.
final class Variables {
    private Variables() {}

    static Optional<String> text(RoleContext context, String name) {
        return context.variable(name).map(String::valueOf).map(String::strip).filter(value -> !value.isEmpty());
    }

    static boolean truth(RoleContext context, String name) {
        return context.variable(name).filter(Variables::isTrue).isPresent();
    }

    static boolean truth(RoleContext context, String name, boolean otherwise) {
        return context.variable(name).map(Variables::isTrue).orElse(otherwise);
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean truth ? truth : String.valueOf(value).equalsIgnoreCase("true");
    }

    /// An entry of a variable that is a map, such as `zuul`; numbers are written as JSON writes them.
    static Optional<String> text(RoleContext context, String name, String key) {
        return text(map(context.variable(name).orElse(Map.of())), key);
    }

    static Optional<String> text(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key)).map(String::valueOf).filter(value -> !value.isEmpty());
    }

    /// The value as a map; empty when it is none.
    static Map<String, Object> map(Object value) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                if (key != null && item != null) {
                    found.put(String.valueOf(key), item);
                }
            });
        }
        return found;
    }
}
