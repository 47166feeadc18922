package dev.sluice.engine.playbook;

import dev.sluice.engine.problem.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A YAML value that knows where it stands.
sealed interface YamlValue {

    Place place();

    /// The JSON value: strings, numbers, booleans, nulls, lists and mappings in the order of the text.
    @Nullable
    Object plain();

    /// A kind of value, for messages: `a list`, `a mapping`, `the text 'x'`.
    String kind();

    record Scalar(Place place, @Nullable Object value) implements YamlValue {
        @Override
        public @Nullable Object plain() {
            return value;
        }

        @Override
        public String kind() {
            return switch (value) {
                case null -> "nothing";
                case String text -> "the text '" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
                default -> "'" + value + "'";
            };
        }
    }

    record Sequence(Place place, List<YamlValue> items) implements YamlValue {
        @Override
        public Object plain() {
            List<@Nullable Object> list = new ArrayList<>(items.size());
            items.forEach(item -> list.add(item.plain()));
            return Collections.unmodifiableList(list);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Place place, List<Entry> entries) implements YamlValue {
        Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public Map<String, Object> plain() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries.forEach(entry -> map.put(entry.key(), entry.value().plain()));
            return Collections.unmodifiableMap(map);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /// @param place where the key stands
    record Entry(String key, Place place, YamlValue value) {}
}
