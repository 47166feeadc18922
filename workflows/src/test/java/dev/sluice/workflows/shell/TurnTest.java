package dev.sluice.workflows.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.Priority;
import org.junit.jupiter.api.Test;

final class TurnTest {

    private static int key(String precedence) {
        return Turn.of(precedence, "demo gate queue integrated").priority();
    }

    @Test
    void highComesBeforeNormalAndNormalBeforeLow() {
        assertThat(key("high")).isLessThan(key("normal"));
        assertThat(key("normal")).isLessThan(key("low"));
    }

    @Test
    void aChildOfAPausedParentComesBeforeOthersOfItsPrecedenceAndAfterThoseOfTheNext() {
        Turn child = Turn.of("normal", "demo check a").sooner();

        assertThat(child.priority()).isLessThan(key("normal")).isGreaterThan(key("high"));
        assertThat(child.line()).isEqualTo("demo check a");
        assertThat(Turn.of("high", "x").sooner().priority()).isEqualTo(key("high"));
    }

    /// A buildset that was started before there were priorities.
    @Test
    void whoHasNoPriorityIsNormal() {
        assertThat(Turn.NONE.sooner().priority())
                .isEqualTo(Turn.of("normal", "x").sooner().priority());
    }

    @Test
    void temporalIsToldOnlyOfWhatIsKnown() {
        assertThat(Turn.NONE.asPriority()).isEqualTo(Priority.getDefaultInstance());
        assertThat(Turn.of("high", "a").asPriority().getPriorityKey()).isEqualTo(1);
        assertThat(Turn.of("high", "a").asPriority().getFairnessKey()).isEqualTo("a");
    }

    @Test
    void longNamesOfLinesBecomeShortOnesThatDiffer() {
        String line = "demo gate project review.example.com/" + "a/long/path/".repeat(9);

        assertThat(Turn.of("normal", line).line()).hasSizeLessThanOrEqualTo(64);
        assertThat(Turn.of("normal", line).line())
                .isNotEqualTo(Turn.of("normal", line + "x").line());
    }
}
