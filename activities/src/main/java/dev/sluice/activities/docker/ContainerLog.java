package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a container's first process printed.
final class ContainerLog {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_CHARACTERS = 1_000;

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
            callback.await(PATIENCE);
        } catch (DockerException e) {
            return "(none can be read: " + EngineFailures.said(e) + ")";
        }
        String text = String.join("' '", printed);
        return printed.isEmpty() ? "(none)" : "'" + text.substring(0, Math.min(MOST_CHARACTERS, text.length())) + "'";
    }
}
