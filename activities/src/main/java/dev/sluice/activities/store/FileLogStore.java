package dev.sluice.activities.store;

import dev.sluice.activities.contract.LogStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Logs as files below the state directory: `logs/<build>/job-output.txt`.
public final class FileLogStore implements LogStore {
    /// Enough for any build that a person will read.
    public static final long DEFAULT_MAXIMUM_BYTES = 256L * 1024 * 1024;

    static final String CONSOLE = "job-output.txt";

    private final Path root;
    private final String publicUrl;
    private final long maximumBytes;
    private final InstantSource clock;
    private final Map<String, BuildLog> open = new ConcurrentHashMap<>();

    /// @param publicUrl where HTTP serves from, such as `http://127.0.0.1:9000`
    /// @param maximumBytes of one build's console
    public FileLogStore(Path stateDirectory, String publicUrl, long maximumBytes, InstantSource clock) {
        this.root = stateDirectory.resolve("logs");
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.maximumBytes = maximumBytes;
        this.clock = clock;
    }

    @Override
    public LogWriter writer(String build) {
        BuildLog log = open.compute(LogFiles.requireBuild(build), (id, current) -> {
            BuildLog shared =
                    current == null ? new BuildLog(root.resolve(id).resolve(CONSOLE), clock, maximumBytes) : current;
            shared.acquire();
            return shared;
        });
        return new Writer(build, log);
    }

    @Override
    public String url(String build) {
        return publicUrl + "/logs/" + build + "/";
    }

    /// Whether more may come; a reader that follows the log may stop when not.
    public boolean isBeingWritten(String build) {
        return open.containsKey(build);
    }

    /// What HTTP may serve.
    public LogFiles files() {
        return new LogFiles(root);
    }

    private void release(String build) {
        open.compute(build, (id, log) -> log == null || log.release() ? null : log);
    }

    private final class Writer implements LogWriter {
        private final String build;
        private final BuildLog log;
        private final AtomicBoolean closed = new AtomicBoolean();

        Writer(String build, BuildLog log) {
            this.build = build;
            this.log = log;
        }

        @Override
        public void line(String host, String text) {
            if (closed.get()) {
                throw new IllegalStateException("this writer of build '" + build + "' is closed");
            }
            log.line(host, text);
        }

        @Override
        public void hide(List<String> secrets) {
            log.hide(secrets);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(build);
            }
        }
    }
}
