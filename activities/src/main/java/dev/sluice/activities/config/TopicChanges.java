package dev.sluice.activities.config;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.QueueDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Changes as a tenant sees them: those of a topic need each other where its queue says `dependencies-by-topic`, or
/// Gerrit merges whole topics (F25). Made for one event: a topic is asked for once.
final class TopicChanges implements Changes {
    private final Layout layout;
    private final Changes changes;
    private final Map<String, List<ChangeKey>> topics = new HashMap<>();

    TopicChanges(Layout layout, Changes changes) {
        this.layout = layout;
        this.changes = changes;
    }

    @Override
    public Optional<Change> read(String connection, int number, int patchset) {
        return changes.read(connection, number, patchset).map(this::withItsTopic);
    }

    @Override
    public List<Change> needing(Change change) {
        Stream<Change> ofTopic = inTopic(change.project().connection(), change.topic()).stream()
                .filter(key -> key.number() != change.number())
                .flatMap(key -> read(key.connection(), key.number(), key.patchset()).stream())
                .filter(other -> other.needs().contains(change.key()));
        Map<ChangeKey, Change> found = new LinkedHashMap<>();
        Stream.concat(changes.needing(change).stream().map(this::withItsTopic), ofTopic)
                .forEach(other -> found.putIfAbsent(other.key(), other));
        return List.copyOf(found.values());
    }

    @Override
    public List<Change> open(Project project) {
        return changes.open(project).stream().map(this::withItsTopic).toList();
    }

    @Override
    public List<ChangeKey> inTopic(String connection, String topic) {
        return topic.isEmpty()
                ? List.of()
                : topics.computeIfAbsent(connection + " " + topic, _ -> changes.inTopic(connection, topic));
    }

    @Override
    public boolean mergesWholeTopics(String connection) {
        return changes.mergesWholeTopics(connection);
    }

    private Change withItsTopic(Change change) {
        if (change.topic().isEmpty() || change.status() != ChangeStatus.NEW || !together(change)) {
            return change;
        }
        return change.alsoNeeding(inTopic(change.project().connection(), change.topic()).stream()
                .filter(key -> key.number() != change.number())
                .toList());
    }

    private boolean together(Change change) {
        return layout.queue(change.project(), change.branch())
                        .filter(QueueDefinition::dependenciesByTopic)
                        .isPresent()
                || mergesWholeTopics(change.project().connection());
    }
}
