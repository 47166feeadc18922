package dev.sluice.engine.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Merges mappings of variables: mappings recurse, scalars and lists are replaced (section 2.3).
public final class Variables {
    private Variables() {}

    /// `over` laid upon `base`.
    public static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> over) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> merged.put(key, mergeValue(merged.get(key), value)));
        return Collections.unmodifiableMap(merged);
    }

    @SuppressWarnings("unchecked") // YAML mappings have text keys only
    private static @Nullable Object mergeValue(@Nullable Object below, @Nullable Object above) {
        if (below instanceof Map<?, ?> base && above instanceof Map<?, ?> over) {
            return merge((Map<String, Object>) base, (Map<String, Object>) over);
        }
        return above;
    }
}
