package dev.sluice.activities.store;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// One build's open `job-output.txt`, shared by all its writers, so that what one of them hides the others hide too.
final class BuildLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final FileChannel channel;
    private final InstantSource clock;
    private final long maximumBytes;
    private SecretMask mask = SecretMask.none();
    private long size;
    private int writers;

    BuildLog(Path file, InstantSource clock, long maximumBytes) {
        this.file = file;
        this.clock = clock;
        this.maximumBytes = maximumBytes;
        try {
            Files.createDirectories(file.getParent());
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            this.size = channel.size();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    void acquire() {
        lock.lock();
        try {
            writers++;
        } finally {
            lock.unlock();
        }
    }

    /// True when the last writer let go; the file is closed then.
    boolean release() {
        lock.lock();
        try {
            writers--;
            if (writers == 0) {
                channel.close();
            }
            return writers == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    void hide(List<String> secrets) {
        lock.lock();
        try {
            mask = mask.with(secrets);
        } finally {
            lock.unlock();
        }
    }

    void line(String host, String text) {
        lock.lock();
        try {
            if (size >= maximumBytes) {
                return;
            }
            byte[] line = format(host, mask.apply(text));
            if (size + line.length > maximumBytes) {
                line = format(
                        "",
                        "This log has reached its limit of " + maximumBytes / 1024 / 1024
                                + " MB. What the build prints from here on is not kept.");
                size = maximumBytes;
            } else {
                size += line.length;
            }
            write(line);
        } finally {
            lock.unlock();
        }
    }

    private byte[] format(String host, String text) {
        String time = TIME.format(clock.instant());
        String where = host.isEmpty() ? "" : host + " | ";
        return (time + " | " + where + text.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] line) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static InfrastructureFailure failure(Path file, IOException e) {
        return new InfrastructureFailure(
                "The build log '" + file + "' cannot be written: " + e.getMessage()
                        + ". Check the free space and the owner of the state directory. [LOG-WRITE]",
                e);
    }
}
