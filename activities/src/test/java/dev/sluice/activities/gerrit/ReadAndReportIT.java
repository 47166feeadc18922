package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.buildset.FileComment;
import dev.sluice.engine.change.Approval;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.report.Review;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes as a real Gerrit tells them, and reviews as it keeps them.
final class ReadAndReportIT {
    @TempDir
    private static Path directory;

    private static LaunchedGerrit gerrit;
    private static GerritRest rest;
    private static GerritChanges changes;

    @BeforeAll
    static void launch() throws Exception {
        gerrit = new LaunchedGerrit(directory);
        rest = new GerritRest(gerrit.connection());
        changes = new GerritChanges(List.of(rest));
    }

    @AfterAll
    static void end() throws Exception {
        if (gerrit != null) {
            gerrit.close();
        }
    }

    private static Change read(int number) {
        return changes.read("gerrit", number, 0).orElseThrow();
    }

    private static ChangeKey key(int number, int patchset) {
        return new ChangeKey("gerrit", number, patchset);
    }

    @Test
    void tellsAllOfAChangeAtItsCurrentAndAtAnOldPatchSet() throws Exception {
        gerrit.project("org/read");
        int number = gerrit.change("org/read", "Read me", "dir/a b.txt", "1\n");
        gerrit.amend(number, "second", "2\n");
        gerrit.rest("PUT", "changes/" + number + "/topic", "{\"topic\":\"t\"}");
        gerrit.rest("POST", "changes/" + number + "/hashtags", "{\"add\":[\"h\"]}");
        gerrit.comment(number, "{\"labels\":{\"Code-Review\":2}}");

        Change current = read(number);

        assertThat(current.project().canonicalName()).isEqualTo("review.example.com/org/read");
        assertThat(current.branch()).isEqualTo("master");
        assertThat(current.id()).isEqualTo(number + ",3");
        assertThat(current.ref()).isEqualTo("refs/changes/%02d/%d/3".formatted(number % 100, number));
        assertThat(current.commit()).hasSize(40);
        assertThat(current.parents()).hasSize(1);
        assertThat(current.url()).isEqualTo(gerrit.url() + "/c/org/read/+/" + number);
        assertThat(current.message()).startsWith("Read me\n\nChange-Id: I");
        assertThat(current.owner()).isEqualTo("admin");
        assertThat(current.topic()).isEqualTo("t");
        assertThat(current.hashtags()).containsExactly("h");
        assertThat(current.status()).isEqualTo(ChangeStatus.NEW);
        assertThat(current.current()).isTrue();
        assertThat(current.files()).containsExactly("dir/a b.txt", "second");
        assertThat(current.needs()).isEmpty();
        assertThat(current.approvals())
                .extracting(Approval::label, Approval::value, Approval::username, Approval::email)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Code-Review", 2, "admin", "admin@example.com"));
        assertThat(current.approvals().getFirst().grantedAtEpochSecond()).isPositive();

        Change old = changes.read("gerrit", number, 2).orElseThrow();
        assertThat(old.current()).isFalse();
        assertThat(old.files()).containsExactly("dir/a b.txt");
        assertThat(changes.read("gerrit", number, 9)).isEmpty();
        assertThat(changes.read("gerrit", 999_999, 0)).isEmpty();
    }

    @Test
    void mergesOnceOnlyOurOwnVoteIsMissing() throws Exception {
        gerrit.project("submittable");
        int number = gerrit.change("submittable", "S", "a", "1\n");
        assertThat(read(number).mergesWith(List.of("Verified"))).isFalse();

        gerrit.comment(number, "{\"labels\":{\"Code-Review\":2}}");
        assertThat(read(number).mergesWith(List.of("Verified"))).isTrue();
        assertThat(read(number).mergesWith(List.of("Other"))).isFalse();

        gerrit.rest("POST", "changes/" + number + "/wip", "{}");
        assertThat(read(number).mergesWith(List.of("Verified"))).isFalse();
        assertThat(read(number).workInProgress()).isTrue();
    }

    @Test
    void needsItsUnmergedParentAtThatPatchSetAndThenWhatItDependsOn() throws Exception {
        gerrit.project("needs");
        int parent = gerrit.change("needs", "Parent", "a", "1\n");
        String base = ",\"base_change\":\"" + parent + "\"";
        int byAddress = gerrit.change("needs", "By address", "b", "1\n");
        int merged = gerrit.change("needs", "Merged", "c", "1\n");
        gerrit.comment(merged, "{\"labels\":{\"Code-Review\":2,\"Verified\":2}}");
        gerrit.rest("POST", "changes/" + merged + "/submit", "{}");
        int abandoned = gerrit.change("needs", "Abandoned", "d", "1\n");
        gerrit.rest("POST", "changes/" + abandoned + "/abandon", "{}");
        String changeId =
                gerrit.rest("GET", "changes/" + byAddress, "").path("change_id").asText();
        String subject =
                "Child\\n\\nDepends-On: https://review.example.com/c/needs/+/%d\\nDepends-On: %s/%d\\nDepends-On: %s/#/c/%d\\nDepends-On: %s\\nDepends-On: https://unknown.example.com/1"
                        .formatted(merged, gerrit.url(), abandoned, gerrit.url(), byAddress, changeId);
        int child = gerrit.change("needs", subject, "e", "1\n", base);
        gerrit.amend(parent, "a", "2\n");

        Change change = read(child);

        assertThat(change.needs()).containsExactly(key(parent, 2), key(abandoned, 2), key(byAddress, 2));
        assertThat(changes.needed(change)).extracting(Change::number).containsExactly(parent, abandoned, byAddress);
        assertThat(changes.needed(change).getFirst().current()).isFalse();
    }

    @Test
    void findsTheOpenChangesOfATopicWhateverItsName() throws Exception {
        gerrit.project("topic");
        String topic = "so called: topic (1) {x} \\ é";
        int open = gerrit.change("topic", "Open", "a", "1\n");
        int abandoned = gerrit.change("topic", "Abandoned", "b", "1\n");
        gerrit.change("topic", "Without a topic", "c", "1\n");
        for (int change : List.of(open, abandoned)) {
            String input = GerritJson.object().put("topic", topic).toString();
            gerrit.rest("PUT", "changes/" + change + "/topic", input);
        }
        gerrit.rest("POST", "changes/" + abandoned + "/abandon", "{}");
        gerrit.amend(open, "a", "2\n");

        assertThat(read(open).topic()).isEqualTo(topic);
        assertThat(changes.inTopic("gerrit", topic)).containsExactly(key(open, 3));
        assertThat(changes.inTopic("gerrit", "so")).isEmpty();
        assertThat(changes.mergesWholeTopics("gerrit")).isTrue();
    }

    @Test
    void putsDependenciesOfDependenciesFirstAndCutsCycles() throws Exception {
        gerrit.project("cycle");
        int a = gerrit.change("cycle", "A", "a", "1\n");
        int b = gerrit.change("cycle", "B\\n\\nDepends-On: %s/%d".formatted(gerrit.url(), a), "b", "1\n");
        int c = gerrit.change("cycle", "C\\n\\nDepends-On: %s/%d".formatted(gerrit.url(), b), "c", "1\n");
        String message = gerrit.rest("GET", "changes/" + a + "/revisions/current/commit", "")
                .path("message")
                .asText();
        String closing = "A\n\nDepends-On: %s/%d\n\n%s"
                .formatted(gerrit.url(), c, message.substring(message.indexOf("Change-Id")));
        gerrit.rest(
                "PUT",
                "changes/" + a + "/message",
                GerritJson.object().put("message", closing).toString());

        assertThat(changes.needed(read(c))).extracting(Change::number).containsExactly(a, b);
        assertThat(changes.needed(read(a))).extracting(Change::number).containsExactly(b, c);
    }

    @Test
    void aReviewIsKeptInTheFormThatGerritsPluginsRead() throws Exception {
        gerrit.project("report");
        int number = gerrit.change("report", "R", "a.txt", "1\n2\n");
        Change change = read(number);
        String text = """
                Build failed (check pipeline).
                https://zuul.example.com/buildset/1

                - unit https://zuul.example.com/build/1 : FAILURE in 1m 02s
                - lint https://zuul.example.com/build/2 : SUCCESS in 3s (non-voting)""";
        Review review = new Review(
                "k1",
                "gerrit",
                change,
                text,
                "autogenerated:zuul:check",
                Map.of("Verified", -1),
                List.of(
                        new FileComment("a.txt", 2, "here", 2, 0, 2, 1),
                        new FileComment("/COMMIT_MSG", 1, "subject", 0, 0, 0, 0),
                        new FileComment("/PATCHSET_LEVEL", 0, "all", 0, 0, 0, 0),
                        new FileComment("other.txt", 1, "elsewhere", 0, 0, 0, 0)),
                false,
                "NONE");
        ReviewPoster poster = new ReviewPoster(rest);
        String newest = poster.newestMessage(review).orElseThrow();

        assertThat(poster.post(review, newest)).isTrue();
        assertThat(poster.post(review, newest)).as("a repeated delivery").isTrue();

        List<JsonNode> ours = gerrit.messages(number).stream()
                .filter(message -> message.path("tag").asText().equals("autogenerated:zuul:check"))
                .toList();
        assertThat(ours).hasSize(1);
        assertThat(ours.getFirst().path("message").asText())
                .startsWith("Patch Set 2: Verified-1\n\n")
                .endsWith("\n\n" + text);
        assertThat(ours.getFirst().path("author").path("username").asText()).isEqualTo("zuul");
        assertThat(read(number).approvals())
                .extracting(Approval::label, Approval::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Verified", -1));
        JsonNode comments = gerrit.rest("GET", "changes/" + number + "/comments", "");
        assertThat(comments.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("a.txt", "/COMMIT_MSG", "/PATCHSET_LEVEL");
        assertThat(comments.path("a.txt")
                        .path(0)
                        .path("range")
                        .path("end_character")
                        .asInt())
                .isEqualTo(1);

        Review again = new Review("k2", "gerrit", change, text, review.tag(), Map.of("Verified", -1), List.of(), false);
        assertThat(poster.post(again, poster.newestMessage(again).orElseThrow()))
                .isTrue();
        assertThat(gerrit.messages(number).stream()
                        .filter(message -> message.path("message").asText().endsWith(text)))
                .as("an equal report of a later run")
                .hasSize(2);
    }

    @Test
    void anOldPatchSetGetsTheMessageButNoVote() throws Exception {
        gerrit.project("old");
        int number = gerrit.change("old", "O", "a", "1\n");
        Change old = read(number);
        gerrit.amend(number, "a", "2\n");
        Review review = new Review(
                "k",
                "gerrit",
                old,
                "Build succeeded (check pipeline).",
                "autogenerated:zuul:check",
                Map.of("Verified", 1),
                List.of(),
                false);

        assertThat(new ReviewPoster(rest).post(review, "none")).isTrue();

        assertThat(read(number).approvals()).isEmpty();
        assertThat(gerrit.messages(number).getLast().path("message").asText())
                .isEqualTo("Patch Set 2:\n\nBuild succeeded (check pipeline).");
    }

    @Test
    void submitsWhatMayMergeAndIsRefusedOtherwise() throws Exception {
        gerrit.project("submit");
        int number = gerrit.change("submit", "S", "a", "1\n");
        Review review = new Review(
                "k",
                "gerrit",
                read(number),
                "Build succeeded (gate pipeline).",
                "autogenerated:zuul:gate",
                Map.of("Verified", 2),
                List.of(),
                true);
        ReviewPoster poster = new ReviewPoster(rest);

        assertThat(poster.post(review, "none")).as("Code-Review is missing").isFalse();
        gerrit.comment(number, "{\"labels\":{\"Code-Review\":2}}");
        assertThat(poster.post(review, "none")).isTrue();

        assertThat(read(number).status()).isEqualTo(ChangeStatus.MERGED);
        assertThat(poster.post(review, "none")).as("again, once merged").isTrue();
    }

    @Test
    void aVoteWithoutTheRightNamesTheRight() throws Exception {
        gerrit.project("rights");
        gerrit.rest(
                "PUT",
                "projects/rights/labels/Workflow",
                "{\"commit_message\":\"x\",\"values\":{\" 0\":\"-\",\"+1\":\"go\"},\"function\":\"NoBlock\"}");
        int number = gerrit.change("rights", "V", "a", "1\n");
        Change change = read(number);
        ReviewPoster poster = new ReviewPoster(rest);
        int before = gerrit.messages(number).size();

        assertThatThrownBy(() -> poster.post(
                        new Review("k", "gerrit", change, "m", "t", Map.of("Workflow", 1), List.of(), false), "none"))
                .hasMessageContaining("user 'zuul' may not vote 'Workflow: 1' on project 'rights'")
                .hasMessageContaining("Grant 'Label Workflow'");
        assertThat(gerrit.messages(number)).hasSize(before);
    }

    @Test
    void aWrongPasswordSaysWhichOne() {
        GerritConnection right = gerrit.connection();
        GerritConnection wrong = new GerritConnection(
                right.name(),
                right.url(),
                right.canonicalHostname(),
                right.user(),
                () -> "not-the-password",
                right.ssh());

        assertThatThrownBy(() -> new GerritRest(wrong).send(new ReadAccount()))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("HTTP password of user 'zuul'")
                .message()
                .doesNotContain("not-the-password");
    }
}
