package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.build.BuildEvent.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// C47.
final class FailureOutputTest {
    private final FakeLink link = new FakeLink();

    @Test
    void inPreRunNothingIsAFailureYet() {
        assertThat(new FailureOutput(List.of("broken"), Phase.PRE_RUN, link.running()).look("broken"))
                .isEmpty();
        assertThat(link.failures).hasValue(0);
    }

    @Test
    void theBeginningOfALineIsMatchedAndToldOnce() {
        FailureOutput failures = new FailureOutput(List.of("broken"), Phase.RUN, link.running());

        assertThat(failures.look("it is broken")).isEmpty();
        assertThat(failures.look("broken pipe")).contains("Early failure in job, matched regex \"broken\"");
        assertThat(failures.look("broken again")).isEmpty();
        assertThat(link.failures).hasValue(1);
    }
}
