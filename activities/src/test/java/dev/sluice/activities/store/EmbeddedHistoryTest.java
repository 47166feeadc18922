package dev.sluice.activities.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHistoryTest extends HistoryContract {
    @TempDir
    Path state;

    @Override
    SluiceDatabase open() {
        return SluiceDatabase.embedded(state);
    }

    @Test
    void anUnreachableDatabaseSaysWhatToDoWithoutThePassword() {
        assertThatThrownBy(() -> SluiceDatabase.external(
                        "jdbc:postgresql://127.0.0.1:1/sluice?password=hunter2hunter2", "sluice", "hunter2hunter2"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("The database 'jdbc:postgresql://127.0.0.1:1/sluice' cannot be opened")
                .hasMessageContaining("[DB-DOWN]")
                .hasMessageNotContaining("hunter2");
    }
}
