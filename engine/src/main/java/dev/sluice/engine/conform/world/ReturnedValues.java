package dev.sluice.engine.conform.world;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.ReturnedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `return` of an outcome as what a build returned (E1, E2).
final class ReturnedValues {
    private ReturnedValues() {}

    static ReturnedData of(Map<String, Object> values) {
        Map<String, Object> data = new LinkedHashMap<>(values);
        Map<String, Object> zuul = mapping(data.remove("zuul"));
        return new ReturnedData(
                data,
                List.of(),
                list(zuul.get("artifacts")).stream()
                        .map(value -> artifact(mapping(value)))
                        .toList(),
                zuul.containsKey("child_jobs") ? Optional.of(texts(zuul.get("child_jobs"))) : Optional.empty(),
                Boolean.TRUE.equals(zuul.get("pause")),
                !Boolean.FALSE.equals(zuul.get("retry")),
                Optional.ofNullable(zuul.get("log_url")).map(String::valueOf),
                texts(zuul.get("warnings")),
                mapping(zuul.get("file_comments")));
    }

    private static Artifact artifact(Map<String, Object> values) {
        return new Artifact(
                String.valueOf(values.get("name")),
                String.valueOf(values.get("url")),
                mapping(values.get("metadata")),
                Map.of());
    }

    private static Map<String, Object> mapping(@Nullable Object value) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> plain.put(String.valueOf(key), entry));
        }
        return plain;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}
