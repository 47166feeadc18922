package dev.sluice.activities.gerrit;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Changes of every Gerrit that the settings name.
public final class GerritChanges implements Changes {
    private final Map<String, ChangeReader> readers;

    /// @param ownLabels labels that the tenants' pipelines set on success (F53); asked at every reading
    public GerritChanges(List<GerritRest> servers, Supplier<List<String>> ownLabels) {
        Map<String, GerritRest> byName = new LinkedHashMap<>();
        servers.forEach(server -> byName.put(server.connection().name(), server));
        NeededChanges needs = new NeededChanges(byName);
        Map<String, ChangeReader> made = new LinkedHashMap<>();
        byName.forEach((name, server) -> made.put(name, new ChangeReader(server, needs, ownLabels)));
        this.readers = made;
    }

    @Override
    public Optional<Change> read(String connection, int number, int patchset) {
        return Optional.ofNullable(readers.get(connection)).flatMap(reader -> reader.read(number, patchset));
    }

    @Override
    public List<Change> needed(Change change) {
        List<Change> ordered = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        seen.add(name(change.key()));
        change.needs().forEach(need -> add(need, seen, ordered));
        return List.copyOf(ordered);
    }

    private void add(ChangeKey key, Set<String> seen, List<Change> ordered) {
        // By number: a cycle may come back to another patch set of a change, and has to end there.
        if (!seen.add(name(key))) {
            return;
        }
        read(key.connection(), key.number(), key.patchset()).ifPresent(change -> {
            change.needs().forEach(need -> add(need, seen, ordered));
            ordered.add(change);
        });
    }

    private static String name(ChangeKey key) {
        return key.connection() + "/" + key.number();
    }
}
