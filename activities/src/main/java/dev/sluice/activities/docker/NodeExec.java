package dev.sluice.activities.docker;

import com.github.dockerjava.api.command.ExecStartCmd;
import com.github.dockerjava.api.command.InspectExecResponse;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.NodeShell.Exit;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One command in a container, from its start to its end or its death.
final class NodeExec {
    /// Enough for what this package itself does in a node.
    static final Duration HOUSEKEEPING = Duration.ofSeconds(60);

    private static final int TIMED_OUT = 124;
    private static final int KILLED = 137;
    private static final Duration TERM_GRACE = Duration.ofSeconds(2);
    private static final Duration KILL_GRACE = Duration.ofSeconds(3);
    private static final long LONGEST_POLL_MILLIS = 200;

    private final EngineClient engine;

    NodeExec(EngineClient engine) {
        this.engine = engine;
    }

    Exit run(String container, Command command, String home, BiConsumer<String, String> output)
            throws InterruptedException {
        long deadline = command.timeout().isZero()
                ? Long.MAX_VALUE
                : System.nanoTime() + command.timeout().toNanos();
        String exec = create(
                container,
                NodeCommand.argv(command, home),
                NodeCommand.environment(command, home),
                command.standardInput().isPresent());
        var running = new RunningCommand(output);
        start(exec, command.standardInput(), running);
        try {
            Optional<Integer> code = awaitEnd(exec, running, deadline);
            if (code.isEmpty()) {
                kill(container, running);
                return new Exit(TIMED_OUT);
            }
            if (code.get() == KILLED) {
                requireRunning(container);
            }
            return new Exit(code.get());
        } catch (InterruptedException e) {
            kill(container, running);
            throw e;
        } finally {
            running.close();
        }
    }

    private String create(String container, List<String> argv, List<String> environment, boolean input) {
        return engine.calls()
                .execCreateCmd(container)
                .withCmd(argv.toArray(String[]::new))
                .withEnv(environment)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withAttachStdin(input)
                .exec()
                .getId();
    }

    private void start(String exec, Optional<byte[]> input, RunningCommand running) {
        ExecStartCmd start = engine.streams().execStartCmd(exec).withDetach(false);
        input.ifPresent(bytes -> start.withStdIn(new ByteArrayInputStream(bytes)));
        start.exec(running);
    }

    /// Absent when the deadline came first. A command may close its output long before it ends, so the end of the
    /// stream is not the end of the command.
    private Optional<Integer> awaitEnd(String exec, RunningCommand running, long deadline) throws InterruptedException {
        if (deadline == Long.MAX_VALUE) {
            running.await();
        } else if (!running.await(Duration.ofNanos(deadline - System.nanoTime()))) {
            return Optional.empty();
        }
        for (long pause = 1; ; pause = Math.min(pause * 2, LONGEST_POLL_MILLIS)) {
            InspectExecResponse state = engine.calls().inspectExecCmd(exec).exec();
            if (!Boolean.TRUE.equals(state.isRunning())) {
                Long code = state.getExitCodeLong();
                return Optional.of(code == null ? KILLED : code.intValue());
            }
            if (System.nanoTime() >= deadline) {
                return Optional.empty();
            }
            Thread.sleep(pause);
        }
    }

    /// Throws what the engine says of a container that is gone or does not run.
    private void requireRunning(String container) {
        var state = engine.calls().inspectContainerCmd(container).exec().getState();
        if (!Boolean.TRUE.equals(state.getRunning())) {
            throw new NodeStopped(state.getExitCodeLong());
        }
    }

    private void kill(String container, RunningCommand running) throws InterruptedException {
        Optional<String> group = running.group(TERM_GRACE);
        if (group.isEmpty()) {
            return;
        }
        signal(container, "TERM", group.get());
        running.await(TERM_GRACE);
        signal(container, "KILL", group.get());
        running.await(KILL_GRACE);
    }

    private void signal(String container, String signal, String group) throws InterruptedException {
        String exec = create(container, NodeCommand.kill(signal, group), List.of(), false);
        try (var callback = new RunningCommand((stream, line) -> {})) {
            engine.streams().execStartCmd(exec).withDetach(false).exec(callback);
            callback.await(KILL_GRACE);
        }
    }

    /// The container stopped under a command.
    static final class NodeStopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeStopped(Long exitCode) {
            super("its container stopped with exit code " + exitCode);
        }
    }
}
