package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.event.EventApproval;
import dev.sluice.engine.event.TriggerEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The event stream of a real Gerrit, with links cut and listeners ended between two happenings.
final class EventPumpIT {
    @TempDir
    private static Path directory;

    private static LaunchedGerrit gerrit;

    @BeforeAll
    static void launch() throws Exception {
        gerrit = new LaunchedGerrit(directory);
    }

    @AfterAll
    static void end() throws Exception {
        if (gerrit != null) {
            gerrit.close();
        }
    }

    /// Every kind of happening on one change; returns its number.
    private static int story(String project) throws Exception {
        int number = gerrit.change(project, "Story", "a", "1\n");
        gerrit.comment(number, "{\"message\":\"recheck\",\"labels\":{\"Verified\":1}}");
        gerrit.comment(number, "{\"message\":\"recheck\"}");
        gerrit.comment(
                number,
                "{\"comments\":{\"/PATCHSET_LEVEL\":[{\"message\":\"recheck please\"}]},\"labels\":{\"Verified\":-1}}");
        gerrit.rest("POST", "changes/" + number + "/abandon", "{}");
        gerrit.rest("POST", "changes/" + number + "/restore", "{}");
        gerrit.rest("POST", "changes/" + number + "/abandon", "{}");
        gerrit.rest("POST", "changes/" + number + "/restore", "{}");
        gerrit.rest("PUT", "changes/" + number + "/topic", "{\"topic\":\"t\"}");
        gerrit.rest("POST", "changes/" + number + "/hashtags", "{\"add\":[\"one\",\"two\"]}");
        gerrit.rest("POST", "changes/" + number + "/hashtags", "{\"remove\":[\"one\"]}");
        gerrit.rest("POST", "changes/" + number + "/wip", "{}");
        gerrit.rest("POST", "changes/" + number + "/ready", "{}");
        gerrit.amend(number, "a", "2\n");
        gerrit.comment(number, "{\"message\":\"fine\",\"labels\":{\"Verified\":2,\"Code-Review\":2}}");
        gerrit.rest("POST", "changes/" + number + "/submit", "{}");
        return number;
    }

    private static final List<String> STORY = List.of(
            "patchset-created",
            "patchset-created",
            "comment-added",
            "comment-added",
            "comment-added",
            "change-abandoned",
            "change-restored",
            "change-abandoned",
            "change-restored",
            "topic-changed",
            "hashtags-changed",
            "hashtags-changed",
            "wip-state-changed",
            "wip-state-changed",
            "patchset-created",
            "comment-added",
            "change-merged");

    private static List<TriggerEvent> of(Pumping pumping, int number) {
        return pumping.events().stream()
                .filter(event ->
                        event.change().map(change -> change.number() == number).orElse(false))
                .toList();
    }

    @Test
    void streamedAndCaughtUpEventsHaveTheSameKeysAndTellTheSame() throws Exception {
        gerrit.project("same-keys");
        List<TriggerEvent> streamed;
        StreamPosition before;
        int number;
        try (Pumping live = new Pumping(gerrit.connection(), List.of("same-keys"), StreamPosition.NONE)) {
            live.awaitState("connected");
            before = live.position();
            number = story("same-keys");
            live.awaitKey("change-merged:" + number);
            live.awaitKey("ref-updated:same-keys");
            streamed = of(live, number);
        }
        List<TriggerEvent> told;
        try (Pumping late = new Pumping(gerrit.connection(), List.of("same-keys"), before)) {
            late.awaitState("connected");
            told = of(late, number);
            assertThat(late.keys(event -> event.type().equals("ref-updated"))).hasSize(1);
        }

        assertThat(streamed).extracting(TriggerEvent::type).containsExactlyInAnyOrderElementsOf(STORY);
        assertThat(streamed).extracting(TriggerEvent::key).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(TriggerEvent::key)
                .containsExactlyInAnyOrderElementsOf(
                        streamed.stream().map(TriggerEvent::key).toList());
        for (TriggerEvent event : told) {
            TriggerEvent live = streamed.stream()
                    .filter(each -> each.key().equals(event.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.comment()).isEqualTo(live.comment());
            assertThat(event.account()).isEqualTo(live.account());
            assertThat(event.change()).isEqualTo(live.change());
            assertThat(event.branch()).isEqualTo("master");
            assertThat(changed(event)).as(event.key()).isEqualTo(changed(live));
            if (event.type().equals("hashtags-changed")) {
                assertThat(event.hashtagsAdded()).isEqualTo(live.hashtagsAdded());
                assertThat(event.hashtagsRemoved()).isEqualTo(live.hashtagsRemoved());
            }
        }
        assertThat(told)
                .filteredOn(event -> event.type().equals("hashtags-changed"))
                .anySatisfy(event -> assertThat(event.hashtagsAdded()).containsExactlyInAnyOrder("one", "two"))
                .anySatisfy(event -> assertThat(event.hashtagsRemoved()).containsExactly("one"));
        assertThat(told)
                .filteredOn(event -> event.type().equals("comment-added"))
                .anySatisfy(event -> assertThat(event.comment()).startsWith("Patch Set 2: Verified+1\n\nrecheck"))
                .anySatisfy(event -> {
                    assertThat(event.comment()).contains("recheck please");
                    assertThat(changed(event)).containsExactly(new EventApproval("Verified", -1, Optional.of(1)));
                });
    }

    private static List<EventApproval> changed(TriggerEvent event) {
        return event.approvals().stream()
                .filter(approval ->
                        approval.oldValue().map(old -> old != approval.value()).orElse(false))
                .sorted(java.util.Comparator.comparing(EventApproval::label))
                .toList();
    }

    /// Other tests comment on the same Gerrit, and catching up overlaps with them.
    private static boolean isCommentOnCut(TriggerEvent event) {
        return event.type().equals("comment-added") && event.project().name().equals("cut");
    }

    @Test
    void aCutLinkLosesNothingAndRepeatsNothing() throws Exception {
        gerrit.project("cut");
        try (Relay relay = new Relay(gerrit.sshPort());
                Pumping pumping = new Pumping(gerrit.connection(relay.port()), List.of("cut"), StreamPosition.NONE)) {
            pumping.awaitState("connected");
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                numbers.add(gerrit.change("cut", "Before " + i, "a" + i, "x"));
                relay.cut();
                numbers.add(gerrit.change("cut", "While cut " + i, "b" + i, "x"));
                gerrit.comment(numbers.getLast(), "{\"message\":\"recheck\"}");
                pumping.awaitState("waiting for Gerrit");
                relay.mend();
                numbers.add(gerrit.change("cut", "While mending " + i, "c" + i, "x"));
                gerrit.comment(numbers.getLast(), "{\"message\":\"recheck\"}");
                pumping.awaitState("connected");
                numbers.add(gerrit.change("cut", "After " + i, "d" + i, "x"));
            }
            for (int number : numbers) {
                pumping.awaitKey("patchset-created:" + number + ",1");
                pumping.awaitKey("patchset-created:" + number + ",2");
            }
            pumping.await(
                    "six comments",
                    () -> pumping.keys(EventPumpIT::isCommentOnCut).size() >= 6);

            assertThat(pumping.keys(event -> true)).doesNotHaveDuplicates();
            assertThat(pumping.keys(EventPumpIT::isCommentOnCut)).hasSize(6);
            assertThat(pumping.keys(event -> event.type().equals("patchset-created")
                            && event.project().name().equals("cut")))
                    .hasSize(numbers.size() * 2);
        }
    }

    @Test
    void aNewListenerGoesOnFromTheHeartbeatOfADeadOne() throws Exception {
        gerrit.project("takeover");
        List<String> watched = List.of("takeover");
        StreamPosition heartbeat;
        int before;
        try (Pumping first = new Pumping(gerrit.connection(), watched, StreamPosition.NONE)) {
            first.awaitState("connected");
            before = gerrit.change("takeover", "Before", "a", "x");
            first.awaitKey("patchset-created:" + before + ",2");
            first.await("a later position", () -> first.position().epochSecond() > 0);
            heartbeat = first.position();
        }
        int between = gerrit.change("takeover", "Between", "b", "x");
        gerrit.comment(between, "{\"message\":\"recheck\",\"labels\":{\"Verified\":2,\"Code-Review\":2}}");
        gerrit.rest("POST", "changes/" + between + "/submit", "{}");
        gerrit.rest("PUT", "projects/takeover/branches/stable", "{}");
        try (Pumping second = new Pumping(gerrit.connection(), watched, heartbeat)) {
            second.awaitState("connected");
            int after = gerrit.change("takeover", "After", "c", "x");
            second.awaitKey("patchset-created:" + after + ",2");

            List<String> keys = second.keys(event -> true);
            assertThat(keys).doesNotHaveDuplicates();
            assertThat(keys)
                    .contains("patchset-created:" + between + ",1", "patchset-created:" + between + ",2")
                    .contains("change-merged:" + between)
                    .contains("patchset-created:" + after + ",1")
                    .anyMatch(key -> key.startsWith("comment-added:" + between + "#"));
            assertThat(second.events())
                    .filteredOn(event -> event.type().equals("ref-updated"))
                    .extracting(TriggerEvent::ref)
                    .containsExactlyInAnyOrder("refs/heads/master", "refs/heads/stable");
        }
    }

    @Test
    void aClockThatWentBackHidesNoEvent() throws Exception {
        gerrit.project("clock");
        StreamPosition heartbeat;
        try (Pumping first = new Pumping(gerrit.connection(), List.of(), StreamPosition.NONE)) {
            first.awaitState("connected");
            heartbeat = first.position();
        }
        int between = gerrit.change("clock", "Between", "a", "x");
        StreamPosition ahead =
                new StreamPosition(heartbeat.state(), heartbeat.epochSecond() + 24 * 3600, heartbeat.tips());
        try (Pumping second = new Pumping(gerrit.connection(), List.of(), ahead)) {
            second.awaitKey("patchset-created:" + between + ",2");
            assertThat(second.begun).as("went on").hasValue(0);
            second.await("the position of now", () -> second.position().epochSecond() < ahead.epochSecond());
        }
    }

    @Test
    void waitsForAGerritThatIsDownAndThenCatchesUp() throws Exception {
        gerrit.project("down");
        StreamPosition position;
        try (Pumping first = new Pumping(gerrit.connection(), List.of(), StreamPosition.NONE)) {
            first.awaitState("connected");
            position = first.position();
        }
        int number = gerrit.change("down", "Unheard", "a", "x");
        gerrit.stop();
        try (Pumping second = new Pumping(gerrit.connection(), List.of(), position)) {
            second.awaitState("waiting for Gerrit");
            gerrit.start();
            second.awaitKey("patchset-created:" + number + ",2");
        }
    }

    @Test
    void theFirstStartBeginsNow() throws Exception {
        gerrit.project("fresh");
        int old = gerrit.change("fresh", "Old", "a", "x");
        // Gerrit's times are whole seconds: let the old one lie in an earlier one.
        long second =
                GerritJson.epochSecond(gerrit.rest("GET", "changes/" + old, "").path("updated"));
        GerritRest rest = new GerritRest(gerrit.connection());
        while (rest.serverTimeSeconds().orElseThrow() <= second) {
            Thread.onSpinWait();
        }
        try (Pumping pumping = new Pumping(gerrit.connection(), List.of("fresh"), StreamPosition.NONE)) {
            pumping.awaitState("connected");
            int number = gerrit.change("fresh", "New", "b", "x");
            pumping.awaitKey("patchset-created:" + number + ",2");

            assertThat(of(pumping, old)).isEmpty();
            assertThat(pumping.begun).as("told once that it began").hasValue(1);
        }
    }

    @Test
    void refusesAServerWithAnotherHostKeyAndSaysSo() throws Exception {
        Path other = directory.resolve("other-key.pub");
        java.nio.file.Files.writeString(
                other, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl someone\n");
        GerritConnection right = gerrit.connection();
        GerritConnection wrong = new GerritConnection(
                right.name(),
                right.url(),
                right.canonicalHostname(),
                right.user(),
                right.password(),
                new GerritConnection.Ssh(
                        "127.0.0.1", gerrit.sshPort(), right.ssh().keyFile(), Optional.of(other)));
        try (Pumping pumping = new Pumping(wrong, List.of(), StreamPosition.NONE)) {
            pumping.awaitState("waiting for Gerrit");
            assertThat(pumping.position().state())
                    .contains("check 'ssh' of connection 'gerrit'")
                    .contains("Server key");
        }
    }
}
