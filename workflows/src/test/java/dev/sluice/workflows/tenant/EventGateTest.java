package dev.sluice.workflows.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventGateTest {
    private final EventGate gate = new EventGate("demo", Optional.empty());

    @Test
    void opensByItselfRatherThanLoseAnEvent() {
        gate.close("an upgrade", 1_000);

        assertThat(gate.overflows(EventGate.KEPT_AT_MOST)).isFalse();
        assertThat(gate.open()).isFalse();
        assertThat(gate.overflows(EventGate.KEPT_AT_MOST + 1)).isTrue();
        assertThat(gate.open()).isTrue();
        assertThat(gate.overflows(EventGate.KEPT_AT_MOST + 2)).isFalse();
    }
}
