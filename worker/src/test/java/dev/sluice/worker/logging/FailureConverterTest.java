package dev.sluice.worker.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FailureConverterTest {
    private final Logger logger = new LoggerContext().getLogger("any");

    @Test
    void saysAForeseenFailureInOneLine() {
        String said = converted(
                new InfrastructureFailure("Gerrit does not answer. Start it.", new IOException("Connection refused")));

        assertThat(said).isEqualTo("    Gerrit does not answer. Start it." + System.lineSeparator());
    }

    @Test
    void showsTheWholeStackOfAnythingElse() {
        assertThat(converted(new IllegalStateException("a bug", new IOException("below"))))
                .contains("java.lang.IllegalStateException: a bug")
                .contains("at " + FailureConverterTest.class.getName())
                .contains("Caused by: java.io.IOException: below");
    }

    private String converted(Throwable failure) {
        FailureConverter converter = new FailureConverter();
        converter.start();
        return converter.convert(new LoggingEvent("", logger, Level.WARN, "it failed", failure, null));
    }
}
