package dev.sluice.activities.config;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Unmerged changes that a change needs or that need it, at any distance (F25, F29).
final class Neighbourhood {
    /// Further ones are found when these enter.
    private static final int MOST = 200;

    private Neighbourhood() {}

    static List<Change> of(Changes changes, Change change) {
        Map<ChangeKey, Change> found = new LinkedHashMap<>();
        Deque<Change> open = new ArrayDeque<>(List.of(change));
        while (!open.isEmpty() && found.size() <= MOST) {
            Change next = open.poll();
            if (found.putIfAbsent(next.key(), next) == null) {
                for (ChangeKey key : next.needs()) {
                    changes.read(key.connection(), key.number(), key.patchset()).ifPresent(open::add);
                }
                open.addAll(changes.needing(next));
            }
        }
        found.remove(change.key());
        return List.copyOf(found.values());
    }
}
