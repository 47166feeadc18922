package dev.sluice.worker.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Serves builds' log files, live when asked to follow.
public final class LogFiles {
    private static final String UUID = "[0-9a-f]{32}";
    private static final String FILE = "[A-Za-z0-9_][A-Za-z0-9._-]*";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path directory;

    /// @param directory holds a directory of files for each build
    public LogFiles(Path directory) {
        this.directory = directory;
    }

    /// A file, from `?offset=` on; with `?follow=true` until the build has ended.
    void serve(Context context, Site site) throws IOException, InterruptedException {
        String build = context.pathParam("build");
        String name = context.pathParam("file");
        Path file = directory.resolve(build).resolve(name);
        if (!build.matches(UUID) || !name.matches(FILE) || !Files.isRegularFile(file)) {
            HttpServer.missing(context, "log");
            return;
        }
        context.contentType("text/plain; charset=utf-8").header("X-Content-Type-Options", "nosniff");
        long offset = offset(context.queryParam("offset"));
        boolean follow = "true".equals(context.queryParam("follow"));
        try (SeekableByteChannel from = Files.newByteChannel(file)) {
            from.position(Math.min(offset, from.size()));
            OutputStream out = context.res().getOutputStream();
            copy(from, out);
            while (follow) {
                boolean ended =
                        site.build(build).map(each -> each.endedAt() > 0).orElse(true);
                copy(from, out);
                if (ended) {
                    break;
                }
                Thread.sleep(POLL);
            }
        }
    }

    /// Names of a build's files as a small page.
    void index(Context context) throws IOException {
        String build = context.pathParam("build");
        Path logs = directory.resolve(build);
        if (!build.matches(UUID) || !Files.isDirectory(logs)) {
            HttpServer.missing(context, "build");
            return;
        }
        try (Stream<Path> files = Files.list(logs)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            context.html(Pages.logs(build, names));
        }
    }

    private static void copy(SeekableByteChannel from, OutputStream to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (from.read(buffer) > 0) {
            to.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        to.flush();
    }

    private static long offset(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
