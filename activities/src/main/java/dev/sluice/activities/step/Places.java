package dev.sluice.activities.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// How many builds have nodes on this host at once. A build takes a place when its workspace is opened, unless it has
/// no nodes, and gives it back when it pauses or ends: one that pauses does nothing but wait for others, which need
/// places of their own. A mark in the workspace says so, so that it is known again after a crash.
public final class Places {
    private static final String MARK = "place";

    private final Path workspaces;
    private final int most;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /// @param most how many builds there may be, at least one
    public Places(ExecutorSettings settings, int most) {
        this.workspaces = settings.workspaces();
        this.most = most;
    }

    /// Told whenever there may be more free places than before.
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /// How many builds may still come; less than none after the limit was lowered.
    public int free() {
        if (!Files.isDirectory(workspaces)) {
            return most;
        }
        try (Stream<Path> all = Files.list(workspaces)) {
            return most
                    - (int) all.filter(root -> Files.exists(root.resolve(MARK))).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// @param root of the build's workspace
    void take(Path root) {
        PrivateFiles.replace(root.resolve(MARK), "");
    }

    void giveBack(Path root) {
        try {
            if (Files.deleteIfExists(root.resolve(MARK))) {
                changed();
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    /// Workspaces were removed.
    public void changed() {
        watchers.forEach(Runnable::run);
    }
}
