package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.ChangeKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// Finds the unmerged changes that a change needs: git parents first, then `Depends-On` (F25–F28).
///
/// @param servers every Gerrit by its connection's name: a footer may name a change of another one
record NeededChanges(Map<String, GerritRest> servers) {
    private static final int MOST_WITH_ONE_CHANGE_ID = 100;

    record Of(String id, int number, int patchset, List<String> parents, String message) {}

    List<ChangeKey> of(GerritRest rest, Of change) {
        SequencedSet<ChangeKey> keys = new LinkedHashSet<>(parents(rest, change));
        List<GerritConnection> connections =
                servers.values().stream().map(GerritRest::connection).toList();
        for (DependsOn footer : DependsOn.in(change.message(), connections)) {
            switch (footer) {
                case DependsOn.Numbered numbered -> numbered(numbered).ifPresent(keys::add);
                case DependsOn.ByChangeId byId -> keys.addAll(open(rest, byId));
            }
        }
        keys.removeIf(key -> key.connection().equals(rest.connection().name()) && key.number() == change.number());
        return List.copyOf(keys);
    }

    private List<ChangeKey> parents(GerritRest rest, Of change) {
        List<ReadRelated.Relative> relatives = rest.send(new ReadRelated(change.id(), change.patchset()));
        List<ChangeKey> keys = new ArrayList<>();
        for (String parent : change.parents()) {
            for (ReadRelated.Relative relative : relatives) {
                if (relative.commit().equals(parent) && !relative.status().equals("MERGED")) {
                    keys.add(new ChangeKey(rest.connection().name(), relative.number(), relative.patchset()));
                }
            }
        }
        return keys;
    }

    private Optional<ChangeKey> numbered(DependsOn.Numbered target) {
        return Optional.ofNullable(servers.get(target.connection()))
                .flatMap(server ->
                        server.send(new ReadChange(String.valueOf(target.number()), List.of("CURRENT_REVISION"))))
                .filter(json -> !json.path("status").asText("").equals("MERGED"))
                .map(json -> key(target.connection(), json));
    }

    private static List<ChangeKey> open(GerritRest rest, DependsOn.ByChangeId target) {
        return rest
                .send(new QueryChanges(
                        "change:" + target.changeId() + " status:open",
                        List.of("CURRENT_REVISION"),
                        0,
                        MOST_WITH_ONE_CHANGE_ID))
                .changes()
                .stream()
                .map(json -> key(rest.connection().name(), json))
                .toList();
    }

    private static ChangeKey key(String connection, JsonNode change) {
        return new ChangeKey(connection, change.path("_number").asInt(0), ChangeReader.currentPatchset(change));
    }
}
