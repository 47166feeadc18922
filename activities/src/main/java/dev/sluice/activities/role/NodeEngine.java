package dev.sluice.activities.role;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.NodeShell.Exit;
import dev.sluice.activities.contract.RoleContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Commands on the node of a role's host, above all those of its own Docker engine.
final class NodeEngine {
    /// For commands that answer at once.
    static final Duration SHORT = Duration.ofMinutes(2);
    /// For builds and pushes; the job's own timeout ends them sooner.
    static final Duration LONG = Duration.ofHours(24);

    private static final int LINES_KEPT = 50;

    private final RoleContext context;

    NodeEngine(RoleContext context) {
        this.context = context;
    }

    /// What a command printed and how it ended.
    ///
    /// @param errors last lines of standard error
    record Output(int code, String text, List<String> errors) {
        boolean succeeded() {
            return code == 0;
        }

        /// The last thing it complained about.
        String complaint() {
            return errors.isEmpty() ? "exit code " + code : errors.getLast();
        }
    }

    /// Runs a command and keeps what it prints.
    Output ask(String... argv) throws InterruptedException {
        return run(List.of(argv), Map.of(), "", Optional.empty(), SHORT, (_, _) -> {});
    }

    /// Runs a command with a standard input that may be secret.
    Output feed(byte[] input, String... argv) throws InterruptedException {
        return run(List.of(argv), Map.of(), "", Optional.of(input), SHORT, (_, _) -> {});
    }

    /// Runs a command whose lines go to the build's log as they come.
    Output show(List<String> argv, Map<String, String> environment, String directory) throws InterruptedException {
        return run(argv, environment, directory, Optional.empty(), LONG, (_, line) -> context.log(line));
    }

    private Output run(
            List<String> argv,
            Map<String, String> environment,
            String directory,
            Optional<byte[]> input,
            Duration timeout,
            BiConsumer<String, String> listener)
            throws InterruptedException {
        List<String> printed = Collections.synchronizedList(new ArrayList<>());
        Deque<String> errors = new ArrayDeque<>();
        boolean keeps = timeout.equals(SHORT);
        Exit exit = context.nodes()
                .run(
                        context.build(),
                        context.host(),
                        new Command(argv, environment, directory, input, timeout),
                        (stream, line) -> {
                            listener.accept(stream, line);
                            if (stream.equals("stderr")) {
                                synchronized (errors) {
                                    errors.addLast(line);
                                    if (errors.size() > LINES_KEPT) {
                                        errors.removeFirst();
                                    }
                                }
                            } else if (keeps || printed.size() < LINES_KEPT || isDigest(line)) {
                                printed.add(line);
                            }
                        });
        synchronized (errors) {
            return new Output(exit.code(), String.join("\n", printed), List.copyOf(errors));
        }
    }

    /// Lines that tell which image was pushed, and which one a build began from.
    private static boolean isDigest(String line) {
        return line.contains("igest: sha256:") || line.startsWith("Status: ");
    }

    Optional<String> read(String path) {
        return context.nodes()
                .read(context.build(), context.host(), path, 1 << 20)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    void write(String path, String content, int mode) {
        context.nodes().write(context.build(), context.host(), path, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    NodeShell.NodeFacts facts() {
        return context.nodes().facts(context.build(), context.host());
    }
}
