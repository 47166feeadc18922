package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.event.Account;
import dev.sluice.engine.event.EventApproval;
import dev.sluice.engine.event.TriggerEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventParserTest {
    static final GerritConnection CONNECTION = new GerritConnection(
            "gerrit",
            URI.create("https://review.example.com"),
            "review.example.com",
            "zuul",
            () -> "secret",
            new GerritConnection.Ssh("review.example.com", 29418, Path.of("key"), Optional.empty()));
    private static final String CHANGE =
            "\"change\":{\"project\":\"org/app\",\"branch\":\"master\",\"number\":12},\"patchSet\":{\"number\":3}";
    private static final Account ALICE = new Account("Alice", "alice", "alice@example.com");
    private static final String ACCOUNT = "{\"name\":\"Alice\",\"username\":\"alice\",\"email\":\"alice@example.com\"}";

    private final List<String> warnings = new ArrayList<>();
    private final EventParser parser = new EventParser(CONNECTION, warnings::add);

    private TriggerEvent one(String line) {
        List<TriggerEvent> events = parser.parse(line);
        assertThat(events).hasSize(1);
        assertThat(warnings).isEmpty();
        return events.getFirst();
    }

    private static String event(String type, String more) {
        return "{\"type\":\"%s\",\"eventCreatedOn\":1700000000,%s%s}".formatted(type, CHANGE, more);
    }

    @ParameterizedTest
    @CsvSource({
        "patchset-created,uploader",
        "draft-published,uploader",
        "comment-added,author",
        "change-abandoned,abandoner",
        "change-restored,restorer",
        "change-merged,submitter",
        "change-deleted,deleter",
        "hashtags-changed,editor",
        "topic-changed,changer",
        "wip-state-changed,changer",
        "private-state-changed,changer",
        "vote-deleted,remover",
        "pending-check,uploader"
    })
    void everyEventOfAChangeTellsChangeBranchTimeAndWho(String type, String actor) {
        TriggerEvent event = one(event(type, ",\"" + actor + "\":" + ACCOUNT));

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.connection()).isEqualTo("gerrit");
        assertThat(event.project().canonicalName()).isEqualTo("review.example.com/org/app");
        assertThat(event.branch()).isEqualTo("master");
        assertThat(event.change()).contains(new ChangeKey("gerrit", 12, 3));
        assertThat(event.createdAtEpochSecond()).isEqualTo(1_700_000_000L);
        assertThat(event.account()).contains(ALICE);
        assertThat(event.ref()).isEmpty();
    }

    @Test
    void aCommentTellsItsTextAndVotes() {
        TriggerEvent event = one(
                event(
                        "comment-added",
                        ",\"author\":" + ACCOUNT
                                + ",\"comment\":\"Patch Set 3: Verified+1\\n\\nrecheck\",\"approvals\":["
                                + "{\"type\":\"Verified\",\"value\":\"1\",\"oldValue\":\"-1\"},"
                                + "{\"type\":\"Code-Review\",\"value\":\"+2\"},{\"type\":\"Broken\",\"value\":\"x\"},{\"value\":\"1\"}]"));

        assertThat(event.comment()).isEqualTo("Patch Set 3: Verified+1\n\nrecheck");
        assertThat(event.approvals())
                .containsExactly(
                        new EventApproval("Verified", 1, Optional.of(-1)),
                        new EventApproval("Code-Review", 2, Optional.empty()));
    }

    @Test
    void changedHashtagsAreTold() {
        TriggerEvent event = one(event("hashtags-changed", ",\"added\":[\"a\",\"b\"],\"removed\":[\"c\"]"));

        assertThat(event.hashtagsAdded()).containsExactly("a", "b");
        assertThat(event.hashtagsRemoved()).containsExactly("c");
    }

    @Test
    void happeningsThatAreOneOfAKindHaveOneKeyWhenever() {
        assertThat(one(event("patchset-created", "")).key()).isEqualTo("patchset-created:12,3");
        assertThat(one(event("change-merged", "")).key()).isEqualTo("change-merged:12");
    }

    @Test
    void commentsOfOneSecondDifferByAuthorAndText() {
        String bob = ",\"author\":{\"username\":\"bob\"}";
        assertThat(List.of(
                        one(event("comment-added", bob + ",\"comment\":\"a\"")).key(),
                        one(event("comment-added", bob + ",\"comment\":\"b\"")).key(),
                        one(event("comment-added", ",\"author\":" + ACCOUNT + ",\"comment\":\"a\""))
                                .key()))
                .doesNotHaveDuplicates();
    }

    private static String ref(String update) {
        return "{\"type\":\"ref-updated\",\"eventCreatedOn\":1700000000,\"submitter\":" + ACCOUNT + ",\"refUpdate\":"
                + update + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "refs/heads/stable/1,refs/heads/stable/1,stable/1",
        "stable/1,refs/heads/stable/1,stable/1",
        "refs/tags/1.0,refs/tags/1.0,''",
        "refs/meta/config,refs/meta/config,''"
    })
    void aRefIsToldByItsFullName(String told, String ref, String branch) {
        TriggerEvent event = one(ref(
                "{\"project\":\"org/app\",\"refName\":\"%s\",\"oldRev\":\"1111111111111111111111111111111111111111\",\"newRev\":\"2222222222222222222222222222222222222222\"}"
                        .formatted(told)));

        assertThat(event.ref()).isEqualTo(ref);
        assertThat(event.branch()).isEqualTo(branch);
        assertThat(event.change()).isEmpty();
        assertThat(event.account()).contains(ALICE);
        assertThat(event.oldRevision()).startsWith("1111");
        assertThat(event.newRevision()).startsWith("2222");
    }

    @Test
    void newAndDeletedRefsHaveAnEmptyEnd() {
        String zero = "0".repeat(40);
        String one = "1".repeat(40);
        String form = "{\"project\":\"p\",\"refName\":\"refs/heads/x\",\"oldRev\":\"%s\",\"newRev\":\"%s\"}";

        assertThat(one(ref(form.formatted(zero, one))).oldRevision()).isEmpty();
        assertThat(one(ref(form.formatted(one, zero))).newRevision()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"refs/changes/12/12/3", "refs/changes/12/12/meta", "refs/users/01/1", "refs/sequences/changes"})
    void gerritsOwnBookkeepingIsNoEvent(String ref) {
        assertThat(parser.parse(ref("{\"project\":\"p\",\"refName\":\"" + ref + "\"}")))
                .isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aBatchOfRefsIsSeveralEvents() {
        String line = "{\"type\":\"batch-ref-updated\",\"eventCreatedOn\":1700000000,\"refUpdates\":["
                + "{\"project\":\"p\",\"refName\":\"refs/heads/a\",\"newRev\":\"1\"},{\"project\":\"p\",\"refName\":\"refs/heads/b\",\"newRev\":\"2\"}]}";

        assertThat(parser.parse(line)).extracting(TriggerEvent::branch).containsExactly("a", "b");
    }

    @Test
    void droppedOutputIsToldSoThatTheGapCanBeRead() {
        assertThat(one("{\"type\":\"dropped-output\",\"eventCreatedOn\":1700000000}")
                        .type())
                .isEqualTo("dropped-output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviewer-added", "project-created", "ref-replicated"})
    void eventsThatNoTriggerCanNameAreLeftOutSilently(String type) {
        assertThat(parser.parse(event(type, ""))).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "null",
                "[]",
                "17",
                "\"text\"",
                "{",
                "{}",
                "{\"type\":\"patchset-created\"}",
                "{\"type\":7,\"eventCreatedOn\":\"soon\"}",
                "{\"type\":{\"a\":1},\"eventCreatedOn\":1}",
                "{\"type\":\"of-the-future\",\"eventCreatedOn\":1}",
                "{\"type\":\"bad\\u0000\\u001b[31mtype\",\"eventCreatedOn\":1}",
                "{\"type\":\"patchset-created\",\"eventCreatedOn\":1,\"change\":null,\"patchSet\":null}",
                "{\"type\":\"patchset-created\",\"eventCreatedOn\":1,\"change\":[],\"patchSet\":\"x\"}",
                "{\"type\":\"patchset-created\",\"eventCreatedOn\":1,\"change\":{\"project\":\"p\",\"branch\":\"b\",\"number\":-4},\"patchSet\":{\"number\":1}}",
                "{\"type\":\"patchset-created\",\"eventCreatedOn\":1,\"change\":{\"project\":\"p\",\"branch\":\"b\",\"number\":99999999999999999999},\"patchSet\":{\"number\":0}}",
                "{\"type\":\"comment-added\",\"eventCreatedOn\":1,\"change\":{\"number\":4},\"patchSet\":{\"number\":1}}",
                "{\"type\":\"ref-updated\",\"eventCreatedOn\":1}",
                "{\"type\":\"ref-updated\",\"eventCreatedOn\":1,\"refUpdate\":[1,2]}"
            })
    void whatCannotBeUsedIsOneWarning(String line) {
        assertThat(parser.parse(line)).isEmpty();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst())
                .startsWith("ignored from Gerrit 'gerrit'")
                .doesNotContain("\u001b", "\n");
    }

    @Test
    void deepNestingIsRefusedAndLongTextCut() {
        assertThat(parser.parse("[".repeat(100_000))).isEmpty();
        assertThat(warnings).hasSize(1);
        warnings.clear();

        assertThat(one(event("comment-added", ",\"comment\":\"" + "x".repeat(1_000_000) + "\""))
                        .comment())
                .hasSize(64 * 1024);
    }
}
