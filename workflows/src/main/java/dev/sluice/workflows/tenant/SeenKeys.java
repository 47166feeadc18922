package dev.sluice.workflows.tenant;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The keys of the newest events.
final class SeenKeys {
    static final int KEPT = 2_000;
    private final SequencedSet<String> keys;

    SeenKeys(List<String> carried) {
        keys = new LinkedHashSet<>(carried);
    }

    /// @return false when it was there already
    boolean add(String key) {
        boolean fresh = keys.add(key);
        if (keys.size() > KEPT) {
            keys.removeFirst();
        }
        return fresh;
    }

    List<String> list() {
        return List.copyOf(keys);
    }
}
