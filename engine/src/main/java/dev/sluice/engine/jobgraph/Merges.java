package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.Setting;
import dev.sluice.engine.config.Variables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// How an attribute set by a later stanza meets what was inherited (section 2.3, B21).
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
final class Merges {
    private Merges() {}

    /// Tags, provides, requires: a union. An empty list counts as nothing said.
    static List<String> union(List<String> below, Optional<Setting<List<String>>> above) {
        if (above.isEmpty() || above.get().value().isEmpty()) {
            return below;
        }
        SequencedSet<String> all = new LinkedHashSet<>(above.get().replaces(false) ? List.of() : below);
        all.addAll(above.get().value());
        return List.copyOf(all);
    }

    /// As [#union], sorted.
    static List<String> sortedUnion(List<String> below, Optional<Setting<List<String>>> above) {
        return List.copyOf(new TreeSet<>(union(below, above)));
    }

    /// Files and dependencies: replaced, or with `!inherit` appended.
    static <T> List<T> replaced(List<T> below, Optional<Setting<List<T>>> above) {
        if (above.isEmpty()) {
            return below;
        }
        return above.get().replaces(true)
                ? above.get().value()
                : appended(below, above.get().value());
    }

    /// As [#replaced], for what is absent until somebody sets it.
    static <T> Optional<List<T>> replacedOptional(Optional<List<T>> below, Optional<Setting<List<T>>> above) {
        return above.isEmpty() ? below : Optional.of(replaced(below.orElse(List.of()), above));
    }

    /// Appended without exact repetitions.
    static <T> List<T> appended(List<T> below, List<T> above) {
        List<T> all = new ArrayList<>(below);
        above.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return List.copyOf(all);
    }

    /// Variables: deep.
    static Map<String, Object> variables(Map<String, Object> below, Optional<Setting<Map<String, Object>>> above) {
        if (above.isEmpty()) {
            return below;
        }
        return above.get().replaces(false)
                ? above.get().value()
                : Variables.merge(below, above.get().value());
    }
}
