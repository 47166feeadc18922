package dev.sluice.engine.autohold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoholdsTest {
    private static final String APP = "review.example.com/org/app";
    private static final String STABLE = "refs/heads/stable/.*";

    private final Autoholds two = Autoholds.none()
            .with(APP, "unit", Autohold.ANY_REF, "anything", 1, 60)
            .with(APP, "unit", Autohold.refsOf(12), "change 12", 2, 0);

    @ParameterizedTest
    @ValueSource(strings = {"FAILURE", "RETRY_LIMIT", "POST_FAILURE", "TIMED_OUT"})
    void holdsABuildThatFailed(String result) {
        assertThat(two.wanting(build("7,1", result))).map(Autohold::reason).hasValue("anything");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "CANCELED", "LOST", "NO_RESULT", "NODE_FAILURE", "SKIPPED"})
    void holdsNoOther(String result) {
        assertThat(two.wanting(build("7,1", result))).isEmpty();
    }

    @Test
    void prefersAChangeToARefAndARefToAny() {
        Autoholds three =
                two.with(APP, "unit", STABLE, "stable", 1, 0).with(APP, "unit", "refs/changes/.*", "all changes", 1, 0);

        assertThat(three.wanting(build("12,3", "FAILURE")))
                .map(Autohold::reason)
                .hasValue("change 12");
        assertThat(three.wanting(build("112,3", "FAILURE")))
                .map(Autohold::reason)
                .hasValue("all changes");
        assertThat(three.wanting(build("refs/heads/stable/1", "FAILURE")))
                .map(Autohold::reason)
                .hasValue("stable");
        assertThat(three.wanting(build("refs/heads/master", "FAILURE")))
                .map(Autohold::reason)
                .hasValue("anything");
    }

    @Test
    void mindsProjectAndJob() {
        assertThat(two.wanting(new EndedBuild("demo", "b", "review.example.com/org/lib", "7,1", "unit", "FAILURE")))
                .isEmpty();
        assertThat(two.wanting(new EndedBuild("demo", "b", APP, "7,1", "lint", "FAILURE")))
                .isEmpty();
    }

    @Test
    void countsDownToTheNextRequest() {
        Autoholds used = two.holding("0000000001", held("b1", 0)).holding("0000000001", held("b2", 0));

        assertThat(used.wanting(build("12,3", "FAILURE"))).map(Autohold::reason).hasValue("anything");
        assertThat(used.holding("b2")).map(Autohold::id).hasValue("0000000001");
        assertThat(used.holding("b3")).isEmpty();
    }

    @Test
    void keepsNodesUntilTheirTimeIsOverOrTheRequestIsDeleted() {
        Autoholds used = two.holding("0000000000", held("timed", 5_000)).holding("0000000001", held("untimed", 0));

        assertThat(used.keep("timed", 4_999)).isTrue();
        assertThat(used.keep("timed", 5_000)).isFalse();
        assertThat(used.keep("untimed", Long.MAX_VALUE)).isTrue();
        assertThat(used.without("0000000001").keep("untimed", 0)).isFalse();
        assertThat(used.keep("other", 0)).isFalse();
    }

    @Test
    void forgetsWhatIsUsedUpAndOverAndNeverGivesItsIdAgain() {
        Autoholds later = two.holding("0000000000", held("timed", 5_000)).at(5_000);

        assertThat(later.requests()).extracting(Autohold::id).containsExactly("0000000001");
        assertThat(two.holding("0000000001", held("one of two", 1)).at(5_000).requests())
                .hasSize(2);
        assertThat(later.with(APP, "unit", ".*", "", 1, 0).requests().getLast().id())
                .isEqualTo("0000000002");
    }

    private static EndedBuild build(String subject, String result) {
        return new EndedBuild("demo", "b", APP, subject, "unit", result);
    }

    private static HeldBuild held(String build, long until) {
        return new HeldBuild(build, "host-1", List.of("sluice-" + build + "-node"), until);
    }
}
