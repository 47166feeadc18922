package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Files in and out of a container by tar archives.
final class NodeArchive {
    private static final int MOST_LINKS = 16;

    private final EngineClient engine;

    NodeArchive(EngineClient engine) {
        this.engine = engine;
    }

    /// Unpacks at `/`. False when a file is in use as a mount and cannot be replaced.
    boolean put(String container, byte[] tar) {
        try {
            unpack(container, new ByteArrayInputStream(tar));
            return true;
        } catch (DockerException e) {
            if (String.valueOf(e.getMessage()).contains("device or resource busy")) {
                return false;
            }
            throw e;
        }
    }

    /// Packs and unpacks at once, so that a tree of any size needs the memory of a pipe.
    void putTree(String container, Path from, String to) {
        try {
            Pipe pipe = Pipe.open();
            var packing = new CompletableFuture<@Nullable Void>();
            Thread.startVirtualThread(() -> {
                try (OutputStream out = Channels.newOutputStream(pipe.sink())) {
                    Tars.writeTree(from, to, out);
                    packing.complete(null);
                } catch (IOException | RuntimeException e) {
                    packing.completeExceptionally(e);
                }
            });
            try (InputStream in = Channels.newInputStream(pipe.source())) {
                unpack(container, in);
            } catch (RuntimeException e) {
                throw ownFailure(packing, from).orElse(e);
            }
            ownFailure(packing, from).ifPresent(e -> {
                throw e;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What went wrong on this side, if anything; an engine that hung up first is not that.
    private static Optional<RuntimeException> ownFailure(CompletableFuture<@Nullable Void> packing, Path from) {
        try {
            packing.join();
            return Optional.empty();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean hungUp = String.valueOf(cause.getMessage()).contains("Broken pipe");
            return hungUp
                    ? Optional.empty()
                    : Optional.of(new IllegalArgumentException(
                            "could not pack '" + from.getFileName() + "': " + cause.getMessage(), cause));
        }
    }

    private void unpack(String container, InputStream tar) {
        engine.streams()
                .copyArchiveToContainerCmd(container)
                .withRemotePath("/")
                .withTarInputStream(tar)
                .exec();
    }

    /// Follows symbolic links.
    Optional<byte[]> read(String container, String path, long maximumBytes) {
        String current = path;
        for (int links = 0; links < MOST_LINKS; links++) {
            try (InputStream answer = engine.streams()
                            .copyArchiveFromContainerCmd(container, current)
                            .exec();
                    var tar = new TarArchiveInputStream(answer)) {
                TarArchiveEntry entry = tar.getNextEntry();
                if (entry == null) {
                    return Optional.empty();
                }
                if (!entry.isSymbolicLink()) {
                    return Optional.of(content(path, entry, tar, maximumBytes));
                }
                current = Path.of(current)
                        .resolveSibling(entry.getLinkName())
                        .normalize()
                        .toString();
            } catch (NotFoundException e) {
                if (String.valueOf(e.getMessage()).contains("No such container")) {
                    throw e;
                }
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalArgumentException("'" + path + "' is a loop of symbolic links");
    }

    private static byte[] content(String path, TarArchiveEntry entry, InputStream tar, long maximumBytes)
            throws IOException {
        if (!entry.isFile()) {
            throw new IllegalArgumentException("'" + path + "' is not a file");
        }
        if (entry.getSize() > maximumBytes) {
            throw new IllegalArgumentException(
                    "'" + path + "' has " + entry.getSize() + " bytes, more than the " + maximumBytes + " allowed");
        }
        return tar.readNBytes((int) entry.getSize());
    }
}
