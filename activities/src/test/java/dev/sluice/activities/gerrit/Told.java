package dev.sluice.activities.gerrit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/// What a class logs until this is closed.
final class Told implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> kept = new ListAppender<>();

    Told(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
        kept.start();
        logger.addAppender(kept);
    }

    List<String> lines() {
        return kept.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(kept);
    }
}
