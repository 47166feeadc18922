package dev.sluice.activities.gerrit;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Project;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Changes of every Gerrit that the settings name.
public final class GerritChanges implements Changes {
    private static final int MOST_FOUND = 200;

    private final Map<String, GerritRest> servers = new LinkedHashMap<>();
    private final Map<String, ChangeReader> readers;

    public GerritChanges(List<GerritRest> servers) {
        servers.forEach(server -> this.servers.put(server.connection().name(), server));
        NeededChanges needs = new NeededChanges(this.servers);
        Map<String, ChangeReader> made = new LinkedHashMap<>();
        this.servers.forEach((name, server) -> made.put(name, new ChangeReader(server, needs)));
        this.readers = made;
    }

    @Override
    public Optional<Change> read(String connection, int number, int patchset) {
        return Optional.ofNullable(readers.get(connection)).flatMap(reader -> reader.read(number, patchset));
    }

    /// Gerrit finds by words: what it finds is read, and counts only when it needs the change indeed.
    @Override
    public List<Change> needing(Change change) {
        SequencedSet<ChangeKey> candidates = new LinkedHashSet<>();
        GerritRest own = servers.get(change.project().connection());
        if (own != null) {
            own.send(new ReadRelated(String.valueOf(change.number()), change.patchset())).stream()
                    .filter(relative -> relative.status().equals("NEW"))
                    .forEach(relative ->
                            candidates.add(new ChangeKey(own.connection().name(), relative.number(), 0)));
        }
        servers.values()
                .forEach(server -> candidates.addAll(
                        find(server, "status:open message:\"Depends-On\" message:\"" + change.number() + "\"")));
        return read(candidates)
                .filter(other -> other.needs().contains(change.key()))
                .toList();
    }

    @Override
    public List<Change> open(Project project) {
        GerritRest server = servers.get(project.connection());
        return server == null
                ? List.of()
                : read(find(server, "status:open project:\"" + project.name() + "\""))
                        .toList();
    }

    /// Gerrit lets no topic have quotation marks, and takes a backslash in a search for an escape.
    @Override
    public List<ChangeKey> inTopic(String connection, String topic) {
        GerritRest server = servers.get(connection);
        String quoted = topic.replace("\\", "\\\\");
        return server == null ? List.of() : current(server, "status:open topic:\"" + quoted + "\"");
    }

    @Override
    public boolean mergesWholeTopics(String connection) {
        GerritRest server = servers.get(connection);
        return server != null && server.send(new ReadServerInfo()).submitWholeTopic();
    }

    private static List<ChangeKey> current(GerritRest server, String query) {
        return server.send(new QueryChanges(query, List.of("CURRENT_REVISION"), 0, MOST_FOUND)).changes().stream()
                .map(json -> NeededChanges.key(server.connection().name(), json))
                .toList();
    }

    private static List<ChangeKey> find(GerritRest server, String query) {
        return server.send(new QueryChanges(query, List.of(), 0, MOST_FOUND)).changes().stream()
                .map(json -> new ChangeKey(
                        server.connection().name(), json.path("_number").asInt(0), 0))
                .toList();
    }

    private Stream<Change> read(Collection<ChangeKey> keys) {
        return keys.stream().flatMap(key -> read(key.connection(), key.number(), 0).stream());
    }
}
