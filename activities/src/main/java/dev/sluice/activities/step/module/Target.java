package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.NodeShell.Command;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Where a module works: a node, or the executor itself.
public interface Target {

    /// Inventory name.
    String host();

    /// Home directory; relative paths are seen from there.
    String home();

    /// Runs a command to its end and returns its exit code.
    int run(Command command, BiConsumer<String, String> output) throws InterruptedException;

    void write(String path, byte[] content, int mode);

    Optional<byte[]> read(String path, long maximumBytes);

    /// A path as modules take it: `~` and relative paths are resolved from the home directory.
    default String path(String path) {
        if (path.equals("~")) {
            return home();
        }
        if (path.startsWith("~/")) {
            return home() + path.substring(1);
        }
        return path.startsWith("/") ? path : home() + "/" + path;
    }
}
