package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a container's first process printed.
final class ContainerLog {
    private static final long PATIENCE_SECONDS = 5;

    private ContainerLog() {}

    /// The last lines, for a message.
    static String tail(EngineClient engine, String container, int lines) throws InterruptedException {
        List<String> printed = new ArrayList<>();
        try (var callback = new RunningCommand((stream, line) -> printed.add(line))) {
            engine.streams()
                    .logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(callback);
            callback.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.io.IOException | DockerException e) {
            return "(none can be read: " + EngineFailures.said(e) + ")";
        }
        return printed.isEmpty() ? "(none)" : "'" + String.join("' '", printed) + "'";
    }
}
