package dev.sluice.engine.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A piece of YAML with its place; anchors, aliases and merge keys are already resolved.
public sealed interface YamlNode {
    Span span();

    YamlTag tag();

    /// The JSON value. An encrypted scalar becomes a mapping from its tag to a list of chunks.
    @Nullable
    Object plain();

    /// What it is, for messages: `a mapping`, `the text 'x'`.
    String describe();

    /// A single value.
    ///
    /// @param text as written, without quotes
    /// @param value `String`, `Integer`, `Long`, `BigInteger`, `Double`, `Boolean`, or null
    record Scalar(
            Span span, YamlTag tag, String text, @Nullable Object value) implements YamlNode {
        @Override
        public @Nullable Object plain() {
            return tag == YamlTag.ENCRYPTED ? Collections.singletonMap(YamlTag.ENCRYPTED.text(), List.of(text)) : value;
        }

        @Override
        public String describe() {
            return switch (value) {
                case null -> "nothing";
                case String s -> "the text '" + abbreviate(s) + "'";
                case Boolean b -> "the truth value '" + text + "'";
                default -> "the number '" + text + "'";
            };
        }

        private static String abbreviate(String text) {
            String line = text.lines().findFirst().orElse("");
            return line.length() > 60 ? line.substring(0, 60) + "…" : line;
        }
    }

    /// A list.
    record Sequence(Span span, YamlTag tag, List<YamlNode> items) implements YamlNode {
        @Override
        public Object plain() {
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.plain()));
            List<@Nullable Object> list = Collections.unmodifiableList(values);
            return tag == YamlTag.ENCRYPTED ? Collections.singletonMap(YamlTag.ENCRYPTED.text(), list) : list;
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /// A mapping whose keys are texts, in the order written.
    record Mapping(Span span, YamlTag tag, List<Entry> entries) implements YamlNode {
        /// The value of `key`.
        public Optional<YamlNode> find(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        @Override
        public Map<String, Object> plain() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry.key(), entry.value().plain()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /// One key of a mapping.
    record Entry(String key, Span keySpan, YamlNode value) {}
}
