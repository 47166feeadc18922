package dev.sluice.worker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.worker.whole.RunningSite;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When Gerrit announced the first patch set of each change: a second listener on its event stream, beside the
/// engine's.
final class EventClock implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process stream;
    private final Map<Integer, Long> arrivals = new ConcurrentHashMap<>();

    private EventClock(Process stream) {
        this.stream = stream;
    }

    static EventClock listening(RunningSite site) throws IOException {
        Process stream = new ProcessBuilder(List.of(
                        "ssh",
                        "-i",
                        site.directory().resolve("secrets/gerrit-ssh-key").toString(),
                        "-p",
                        site.place("SLUICE_GERRIT_SSH_PORT"),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "LogLevel=ERROR",
                        "zuul@127.0.0.1",
                        "gerrit",
                        "stream-events"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        EventClock clock = new EventClock(stream);
        Thread.ofVirtual().start(clock::read);
        return clock;
    }

    private void read() {
        try (BufferedReader lines = stream.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.currentTimeMillis();
                JsonNode event = JSON.readTree(line);
                if (event.path("type").asText().equals("patchset-created")) {
                    arrivals.putIfAbsent(event.path("change").path("number").asInt(), now);
                }
            }
        } catch (IOException closed) {
            // The benchmark is over.
        }
    }

    /// Milliseconds since the epoch.
    long arrivalOf(int change) {
        RunningSite.await("the event of change " + change, Duration.ofSeconds(10), () -> arrivals.containsKey(change));
        return arrivals.get(change);
    }

    @Override
    public void close() {
        stream.destroy();
    }
}
