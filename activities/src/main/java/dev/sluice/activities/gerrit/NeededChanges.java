package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.ChangeKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the unmerged changes that a change needs: git parents first, then `Depends-On` (F25–F28).
///
/// @param servers every Gerrit by its connection's name: a footer may name a change of another one
record NeededChanges(Map<String, GerritRest> servers) {
    private static final Logger LOG = LoggerFactory.getLogger(NeededChanges.class);
    private static final int MOST_WITH_ONE_CHANGE_ID = 100;

    record Of(String id, int number, int patchset, List<String> parents, String message) {}

    List<ChangeKey> of(GerritRest rest, Of change) {
        SequencedSet<ChangeKey> keys = new LinkedHashSet<>(parents(rest, change));
        List<GerritConnection> connections =
                servers.values().stream().map(GerritRest::connection).toList();
        for (DependsOn footer : DependsOn.in(change.message(), connections)) {
            switch (footer) {
                case DependsOn.Numbered numbered ->
                    numbered("change " + change.number() + "," + change.patchset(), numbered)
                            .ifPresent(keys::add);
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

    private Optional<ChangeKey> numbered(String change, DependsOn.Numbered target) {
        GerritRest server = servers.get(target.connection());
        if (server == null) {
            return Optional.empty();
        }
        Optional<JsonNode> found =
                server.send(new ReadChange(String.valueOf(target.number()), List.of("CURRENT_REVISION")));
        if (found.isEmpty()) {
            LOG.warn(
                    "{} depends on change {}, which {} does not show to user '{}': it counts as not there. If it is"
                            + " private, make that user one of its reviewers. [DEPENDS-001]",
                    change,
                    target.number(),
                    server.connection(),
                    server.connection().user());
        }
        return found.filter(json -> !json.path("status").asText("").equals("MERGED"))
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

    static ChangeKey key(String connection, JsonNode change) {
        return new ChangeKey(connection, change.path("_number").asInt(0), ChangeReader.currentPatchset(change));
    }
}
