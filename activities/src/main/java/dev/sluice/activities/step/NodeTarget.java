package dev.sluice.activities.step;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.step.module.Target;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A node of the build.
record NodeTarget(NodeShell shell, String build, String host, String home) implements Target {

    @Override
    public int run(Command command, BiConsumer<String, String> output) throws InterruptedException {
        return shell.run(build, host, command, output).code();
    }

    @Override
    public void write(String path, byte[] content, int mode) {
        shell.write(build, host, path, content, mode);
    }

    @Override
    public Optional<byte[]> read(String path, long maximumBytes) {
        return shell.read(build, host, path, maximumBytes);
    }
}
