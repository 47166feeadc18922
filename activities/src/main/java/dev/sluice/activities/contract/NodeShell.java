package dev.sluice.activities.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Commands and files on a build's node, through the host engine's API. A node or engine out of reach throws
/// [Unreachable].
public interface NodeShell {

    /// Runs a command to its end.
    ///
    /// @param output receives each line as it is printed: (`stdout` or `stderr`, text)
    Exit run(String build, String host, Command command, BiConsumer<String, String> output) throws InterruptedException;

    /// Writes a file, its directories made as needed.
    void write(String build, String host, String path, byte[] content, int mode);

    /// Reads a file; absent when there is none. Files above `maximumBytes` are an [IllegalArgumentException].
    Optional<byte[]> read(String build, String host, String path, long maximumBytes);

    /// Copies a directory of the executor into a directory of the node, owned by root.
    void copyTree(String build, String host, Path from, String to);

    /// Facts of a node for inventory and roles.
    NodeFacts facts(String build, String host);

    /// @param argv program and arguments; never holds a secret
    /// @param environment added to the node's; values may be secret
    /// @param directory working directory, empty for the home directory
    /// @param standardInput may be secret
    /// @param timeout killed after this long; the exit code is then 124
    record Command(
            List<String> argv,
            Map<String, String> environment,
            String directory,
            Optional<byte[]> standardInput,
            Duration timeout) {}

    record Exit(int code) {}

    /// @param address address of the node on its own network
    /// @param hostAddress address under which the node reaches the host
    /// @param engine whether the node has its own Docker engine
    record NodeFacts(String name, String label, String address, String hostAddress, String home, boolean engine) {}

    /// The node, or the engine it runs on, is gone.
    final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
