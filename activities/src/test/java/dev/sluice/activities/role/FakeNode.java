package dev.sluice.activities.role;

import dev.sluice.activities.contract.NodeShell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A node whose commands do what the test says; unless told otherwise they succeed silently.
final class FakeNode implements NodeShell {
    final Map<String, String> files = new LinkedHashMap<>();
    final Map<String, Integer> modes = new LinkedHashMap<>();
    final List<Command> commands = Collections.synchronizedList(new ArrayList<>());
    boolean engine = true;
    private final Map<String, Program> programs = new LinkedHashMap<>();

    /// What a command does.
    interface Program {
        int run(Command command, BiConsumer<String, String> output) throws InterruptedException;
    }

    /// @param start how the command line begins
    void when(String start, Program program) {
        programs.put(start, program);
    }

    void prints(String start, String text) {
        when(start, (_, output) -> {
            text.lines().forEach(line -> output.accept("stdout", line));
            return 0;
        });
    }

    void fails(String start, int code, String complaint) {
        when(start, (_, output) -> {
            output.accept("stderr", complaint);
            return code;
        });
    }

    List<String> ran(String start) {
        return commands.stream()
                .map(command -> String.join(" ", command.argv()))
                .filter(line -> line.startsWith(start))
                .toList();
    }

    @Override
    public Exit run(String build, String host, Command command, BiConsumer<String, String> output)
            throws InterruptedException {
        commands.add(command);
        String line = String.join(" ", command.argv());
        for (Map.Entry<String, Program> program : programs.entrySet()) {
            if (line.startsWith(program.getKey())) {
                return new Exit(program.getValue().run(command, output));
            }
        }
        return new Exit(0);
    }

    @Override
    public void write(String build, String host, String path, byte[] content, int mode) {
        files.put(path, new String(content, StandardCharsets.UTF_8));
        modes.put(path, mode);
    }

    @Override
    public Optional<byte[]> read(String build, String host, String path, long maximumBytes) {
        return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void copyTree(String build, String host, Path from, String to) {
        throw new UnsupportedOperationException("no role copies trees");
    }

    @Override
    public NodeFacts facts(String build, String host) {
        return new NodeFacts(host, "docker", "10.0.0.2", "10.0.0.1", "/root", engine);
    }
}
