package dev.sluice.engine.buildset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// What a job gets from the jobs that it depends on (E10 to E13).
final class Inheritance {
    private static final List<String> WITHHELD = List.of("zuul", "nodepool", "unsafe_vars");

    private Inheritance() {}

    /// Deep merge in graph order; on conflict the later job wins (E10).
    static Map<String, Object> data(List<JobRun> ancestors) {
        Map<String, Object> merged = new LinkedHashMap<>();
        for (JobRun ancestor : ancestors) {
            merge(merged, ancestor.returned().data());
        }
        WITHHELD.forEach(merged::remove);
        return merged;
    }

    /// In graph order, since the earlier one wins (O5).
    static List<String> secrets(List<JobRun> ancestors) {
        return ancestors.stream()
                .flatMap(ancestor -> ancestor.returned().sealedSecrets().stream())
                .toList();
    }

    /// Those of the items ahead, then those of the same item, each once.
    static List<Artifact> artifacts(JobRun run, List<JobRun> ancestors) {
        SequencedSet<Artifact> all = new LinkedHashSet<>(run.artifactsAhead());
        ancestors.forEach(ancestor -> all.addAll(ancestor.returned().artifacts()));
        return List.copyOf(all);
    }

    private static void merge(Map<String, Object> into, Map<?, ?> from) {
        from.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value instanceof Map<?, ?> branch) {
                Map<String, Object> copy = new LinkedHashMap<>();
                if (into.get(name) instanceof Map<?, ?> old) {
                    merge(copy, old);
                }
                merge(copy, branch);
                into.put(name, copy);
            } else {
                into.put(name, value instanceof List<?> list ? new ArrayList<>(list) : value);
            }
        });
    }
}
