package dev.sluice.activities.gerrit;

import static dev.sluice.activities.gerrit.EventParserTest.CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.gerrit.StreamPosition.Tip;
import dev.sluice.activities.gerrit.StubServer.Answer;
import dev.sluice.engine.event.TriggerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BranchTipsTest {
    private static final List<String> WATCHED = List.of("p");
    private static final String MASTER = "refs/heads/master";

    private static TriggerEvent update(String project, String oldRevision, String newRevision) {
        return new EventDraft(CONNECTION, EventType.REF_UPDATED, 5, project)
                .key("streamed")
                .ref(MASTER, oldRevision, newRevision)
                .event();
    }

    private static SortedMap<String, String> now(String... refsAndCommits) {
        SortedMap<String, String> now = new TreeMap<>();
        for (int i = 0; i < refsAndCommits.length; i += 2) {
            now.put(refsAndCommits[i], refsAndCommits[i + 1]);
        }
        return now;
    }

    @Test
    void theFirstSightOfAProjectIsNoEvent() {
        BranchTips tips = new BranchTips(CONNECTION, new TreeMap<>());

        assertThat(tips.compare("p", now(MASTER, "a"), 1)).isEmpty();
        assertThat(tips.compare("p", now(MASTER, "a"), 1)).isEmpty();
        assertThat(tips.snapshot()).containsEntry("p:" + MASTER, new Tip("a", 0));
    }

    @Test
    void anUpdateHasOneKeyWhetherStreamedOrComparedLater() {
        BranchTips live = new BranchTips(CONNECTION, new TreeMap<>());
        live.compare("p", now(MASTER, "a"), 1);
        BranchTips dead = new BranchTips(CONNECTION, live.snapshot());

        String streamed = live.streamed(update("p", "a", "b"), WATCHED).key();

        assertThat(dead.compare("p", now(MASTER, "b"), 9))
                .extracting(TriggerEvent::key)
                .containsExactly(streamed);
        assertThat(dead.streamed(update("p", "a", "b"), WATCHED).key())
                .as("streamed again after it was compared")
                .isEqualTo(streamed);
    }

    @Test
    void aBranchPushedBackAndForthGivesDifferentKeys() {
        BranchTips tips = new BranchTips(CONNECTION, new TreeMap<>());
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(tips.streamed(update("p", "a", "b"), WATCHED).key());
            keys.add(tips.streamed(update("p", "b", "a"), WATCHED).key());
        }

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void newAndDeletedBranchesOfAKnownProjectAreTold() {
        BranchTips tips = new BranchTips(CONNECTION, new TreeMap<>());
        tips.compare("p", now(MASTER, "a", "refs/heads/old", "b"), 1);

        List<TriggerEvent> events = tips.compare("p", now(MASTER, "a", "refs/heads/new", "c"), 2);

        assertThat(events)
                .extracting(TriggerEvent::ref, TriggerEvent::oldRevision, TriggerEvent::newRevision)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("refs/heads/new", "", "c"),
                        org.assertj.core.groups.Tuple.tuple("refs/heads/old", "b", ""));
        assertThat(tips.compare("p", now(MASTER, "a", "refs/heads/new", "c"), 3))
                .isEmpty();
    }

    @Test
    void otherProjectsAndTagsKeepTheStreamedKey() {
        BranchTips tips = new BranchTips(CONNECTION, new TreeMap<>());

        assertThat(tips.streamed(update("q", "a", "b"), WATCHED).key()).isEqualTo("streamed");
        assertThat(tips.snapshot()).isEmpty();
    }

    @Test
    void aFaultHalfWayThroughTheProjectsHidesNoUpdate() {
        BranchTips tips = new BranchTips(CONNECTION, new TreeMap<>());
        tips.compare("p", now(MASTER, "a"), 1);
        List<String> both = List.of("p", "q");
        String listing = "[{\"ref\":\"refs/heads/master\",\"revision\":\"b\"}]";
        List<Integer> failing = new ArrayList<>(List.of(503));
        try (StubServer server = new StubServer((method, path) -> path.contains("/q/") && !failing.isEmpty()
                ? new Answer(failing.removeFirst(), "down")
                : Answer.json(listing))) {
            EventCatchUp catchUp = new EventCatchUp(new GerritRest(server.connection()));

            assertThatThrownBy(() -> catchUp.branches(tips, both, 2, () -> {}))
                    .isInstanceOf(InfrastructureFailure.class);
            assertThat(catchUp.branches(tips, both, 3, () -> {}))
                    .extracting(TriggerEvent::newRevision)
                    .containsExactly("b");
        }
    }
}
