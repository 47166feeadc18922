package dev.sluice.activities.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.queue.Neighbour;
import dev.sluice.engine.queue.QueueEvent.ChangeUpdated;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes of a topic need each other where their queue, or Gerrit, wants them together (F25).
final class TopicChangesTest {
    private static final Connections CONNECTIONS = Connections.gerrit("gerrit", "review.example.com");
    private static final Project LIB = project("lib");
    private static final Project APP = project("app");
    private static final Project OTHER = project("other");

    private final MemoryTrees trees = new MemoryTrees();
    private final Topics changes = new Topics();
    private final TenantActivitiesImpl tenants = new TenantActivitiesImpl(
            TenantFile.parse(
                            "main.yaml",
                            "- tenant: {name: t, source: {gerrit: {config-projects: [cfg], untrusted-projects: [lib, app, other]}}}",
                            CONNECTIONS)
                    .value(),
            CONNECTIONS,
            trees,
            changes,
            new MemoryDocuments(),
            SecretProbe.TRUSTING,
            new Catalogue(List.of()),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @BeforeEach
    void projects() {
        trees.branch(project("cfg"), "master", Map.of("zuul.yaml", """
                - pipeline: {name: gate, manager: dependent}
                - queue: {name: together, allow-circular-dependencies: true, dependencies-by-topic: true}
                - queue: {name: apart}
                - project: {name: lib, queue: together}
                - project: {name: app, queue: together}
                - project: {name: other, queue: apart}
                """));
        List.of(LIB, APP, OTHER).forEach(project -> trees.branch(project, "master", Map.of()));
    }

    @Test
    void changesOfATopicNeedEachOtherWhereTheirQueueSaysSo() {
        Enqueue first = enqueued(LIB, 1);

        assertThat(((Change) first.subject()).needs()).containsExactly(key(2), key(3));
        assertThat(first.neighbours())
                .extracting(Neighbour::change)
                .extracting(Change::number)
                .containsExactlyInAnyOrder(2, 3);
        assertThat(needs(first, 2)).containsExactly(key(1), key(3));
    }

    /// It has the topic, but its own queue does not look at topics: it is needed, and needs nothing.
    @Test
    void aQueueThatDoesNotSaySoLeavesItsChangesAlone() {
        assertThat(((Change) enqueued(OTHER, 3).subject()).needs()).isEmpty();
        assertThat(needs(enqueued(LIB, 1), 3)).isEmpty();
    }

    @Test
    void aChangeWithoutATopicOrAloneInItsTopicNeedsNothing() {
        assertThat(((Change) enqueued(LIB, 4).subject()).needs()).isEmpty();
        assertThat(((Change) enqueued(LIB, 5).subject()).needs()).isEmpty();
    }

    @Test
    void aGerritThatMergesWholeTopicsCountsForAllQueues() {
        changes.wholeTopics = true;

        assertThat(((Change) enqueued(OTHER, 3).subject()).needs()).containsExactly(key(1), key(2));
    }

    @Test
    void itemsSeeThatAChangeHasAnotherTopicNow() {
        List<QueueCommand> commands =
                tenants.routeEvent("t", layout(), topicChanged(2)).commands();

        assertThat(commands)
                .extracting(QueueCommand::event)
                .map(event -> ((ChangeUpdated) event).change())
                .extracting(Change::number, Change::needs)
                .containsExactlyInAnyOrder(tuple(2, List.of(key(1), key(3))), tuple(1, List.of(key(2), key(3))));
    }

    private static Project project(String name) {
        return new Project("gerrit", "review.example.com", name);
    }

    private static ChangeKey key(int number) {
        return new ChangeKey("gerrit", number, 1);
    }

    private String layout() {
        return tenants.loadTenant("t").layout();
    }

    private Enqueue enqueued(Project project, int change) {
        var request = new EnqueueRequest("gate", project.name(), change, 0, "", "", "");
        return (Enqueue)
                tenants.enqueue("t", layout(), request).command().orElseThrow().event();
    }

    private static List<ChangeKey> needs(Enqueue enqueue, int neighbour) {
        return enqueue.neighbours().stream()
                .map(Neighbour::change)
                .filter(change -> change.number() == neighbour)
                .findFirst()
                .orElseThrow()
                .needs();
    }

    private static TriggerEvent topicChanged(int change) {
        return new TriggerEvent(
                "k",
                "gerrit",
                "topic-changed",
                0,
                APP,
                "master",
                Optional.of(key(change)),
                "",
                "",
                "",
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /// Three changes of one topic, one of another and one of none.
    private static final class Topics implements Changes {
        private final List<Change> all = List.of(
                change(LIB, 1, "x"),
                change(APP, 2, "x"),
                change(OTHER, 3, "x"),
                change(LIB, 4, ""),
                change(LIB, 5, "y"));
        private boolean wholeTopics;

        private static Change change(Project project, int number, String topic) {
            return new Change(
                    project,
                    "master",
                    number,
                    1,
                    "refs/changes/0" + number + "/" + number + "/1",
                    "c" + number,
                    List.of(),
                    "",
                    "",
                    "user",
                    topic,
                    ChangeStatus.NEW,
                    false,
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }

        @Override
        public Optional<Change> read(String connection, int number, int patchset) {
            return all.stream().filter(change -> change.number() == number).findFirst();
        }

        @Override
        public List<Change> needing(Change change) {
            return List.of();
        }

        @Override
        public List<Change> open(Project project) {
            return all.stream()
                    .filter(change -> change.project().equals(project))
                    .toList();
        }

        @Override
        public List<ChangeKey> inTopic(String connection, String topic) {
            return all.stream()
                    .filter(change -> change.topic().equals(topic))
                    .map(Change::key)
                    .toList();
        }

        @Override
        public boolean mergesWholeTopics(String connection) {
            return wholeTopics;
        }
    }
}
