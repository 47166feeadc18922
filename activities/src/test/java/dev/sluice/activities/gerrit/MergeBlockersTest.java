package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MergeBlockersTest {
    /// For a pipeline that votes on `Verified`.
    private static boolean met(String json) throws Exception {
        return MergeBlockers.of(GerritJson.parse(json)).stream()
                .allMatch(blocker -> blocker.isLiftedBy(List.of("Verified")));
    }

    private static String submitRecord(String status, String label, String labelStatus) {
        return "{\"submit_records\":[{\"status\":\"%s\",\"labels\":[{\"label\":\"%s\",\"status\":\"%s\"}]}]}"
                .formatted(status, label, labelStatus);
    }

    private static String requirement(String status, String expression) {
        return "{\"submit_requirements\":[{\"name\":\"R\",\"status\":\"%s\",\"submittability_expression_result\":{\"expression\":\"%s\"}}]}"
                .formatted(status, expression);
    }

    @Test
    void workInProgressIsNotMergeable() throws Exception {
        assertThat(met("{\"work_in_progress\":true}")).isFalse();
        assertThat(met("{}")).isTrue();
    }

    @Test
    void missingLabelsBlockUnlessTheyAreOurs() throws Exception {
        assertThat(met(submitRecord("NOT_READY", "Code-Review", "NEED"))).isFalse();
        assertThat(met(submitRecord("NOT_READY", "Code-Review", "REJECT"))).isFalse();
        assertThat(met(submitRecord("NOT_READY", "Code-Review", "MAY"))).isTrue();
        assertThat(met(submitRecord("NOT_READY", "Verified", "NEED"))).isTrue();
        assertThat(met(submitRecord("OK", "Code-Review", "NEED"))).isTrue();
    }

    @Test
    void unsatisfiedRequirementsBlockUnlessTheySpeakOfOurLabels() throws Exception {
        assertThat(met(requirement("UNSATISFIED", "label:Code-Review=MAX"))).isFalse();
        assertThat(met(requirement("UNSATISFIED", "-has:unresolved"))).isFalse();
        assertThat(met(requirement("UNSATISFIED", "label:Verified-By-Others=MAX")))
                .isFalse();
        assertThat(met(requirement("UNSATISFIED", "label:VerifiedToo"))).isFalse();
        assertThat(met(requirement("UNSATISFIED", "label:Verified=MAX AND -label:Verified=MIN")))
                .isTrue();
        assertThat(met(requirement("SATISFIED", "label:Code-Review=MAX"))).isTrue();
        assertThat(met(requirement("NOT_APPLICABLE", "-has:unresolved"))).isTrue();
    }
}
