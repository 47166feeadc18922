package dev.sluice.activities.contract;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Walks from a change to all that it needs, deepest first.
final class Needed {
    private final Changes changes;
    private final Set<String> seen = new HashSet<>();
    private final List<Change> ordered = new ArrayList<>();

    private Needed(Changes changes) {
        this.changes = changes;
    }

    static List<Change> by(Changes changes, Change change) {
        Needed walk = new Needed(changes);
        walk.seen.add(name(change.key()));
        change.needs().forEach(walk::add);
        return List.copyOf(walk.ordered);
    }

    private void add(ChangeKey key) {
        // By number: a cycle may come back to another patch set of a change, and has to end there.
        if (seen.add(name(key))) {
            changes.read(key.connection(), key.number(), key.patchset()).ifPresent(change -> {
                change.needs().forEach(this::add);
                ordered.add(change);
            });
        }
    }

    private static String name(ChangeKey key) {
        return key.connection() + "/" + key.number();
    }
}
