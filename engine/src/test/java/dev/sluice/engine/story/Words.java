package dev.sluice.engine.story;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command of a story: words, among them `key=value` pairs.
public record Words(List<String> plain, Map<String, String> options) {

    public static Words of(String line) {
        List<String> plain = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : line.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else {
                plain.add(word);
            }
        }
        return new Words(List.copyOf(plain), options);
    }

    public String word(int index) {
        if (index >= plain.size()) {
            throw new IllegalArgumentException("a word is missing in " + this);
        }
        return plain.get(index);
    }

    /// All words from `index` on.
    public String rest(int index) {
        return String.join(" ", plain.subList(index, plain.size()));
    }

    public boolean has(String word) {
        return plain.contains(word);
    }

    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /// The comma-separated values of an option; an absent one is an empty list.
    public List<String> list(String key) {
        return option(key)
                .map(value -> value.isEmpty() ? List.<String>of() : Arrays.asList(value.split(",")))
                .orElse(List.of());
    }
}
