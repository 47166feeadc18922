package dev.sluice.workflows.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.Priority;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    private static int key(String precedence) {
        return Turns.of(precedence, "demo gate queue integrated").getPriorityKey();
    }

    @Test
    void highComesBeforeNormalAndNormalBeforeLow() {
        assertThat(key("high")).isLessThan(key("normal"));
        assertThat(key("normal")).isLessThan(key("low"));
    }

    @Test
    void aChildOfAPausedParentComesBeforeOthersOfItsPrecedenceAndAfterThoseOfTheNext() {
        Priority child = Turns.sooner(Turns.of("normal", "demo check a"));

        assertThat(child.getPriorityKey()).isLessThan(key("normal")).isGreaterThan(key("high"));
        assertThat(child.getFairnessKey()).isEqualTo("demo check a");
        assertThat(Turns.sooner(Turns.of("high", "x")).getPriorityKey()).isEqualTo(key("high"));
    }

    /// A buildset that was started before there were priorities.
    @Test
    void whoHasNoPriorityIsNormal() {
        assertThat(Turns.sooner(Priority.getDefaultInstance()).getPriorityKey())
                .isEqualTo(Turns.sooner(Turns.of("normal", "x")).getPriorityKey());
    }

    @Test
    void longNamesOfLinesBecomeShortOnesThatDiffer() {
        String line = "demo gate project review.example.com/" + "a/long/path/".repeat(9);

        assertThat(Turns.of("normal", line).getFairnessKey()).hasSizeLessThanOrEqualTo(64);
        assertThat(Turns.of("normal", line).getFairnessKey())
                .isNotEqualTo(Turns.of("normal", line + "x").getFairnessKey());
    }
}
