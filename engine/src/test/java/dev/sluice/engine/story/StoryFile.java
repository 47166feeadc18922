package dev.sluice.engine.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A story: commands, each with the exact output that follows it after `----`.
///
/// A command may span several lines; its output ends with an empty line. Lines that begin with `#` stay as they are.
record StoryFile(Path path, List<Part> parts) {

    /// A remark, or a command with its output.
    record Part(boolean remark, List<String> lines, List<String> output) {}

    static StoryFile read(Path path) throws IOException {
        List<Part> parts = new ArrayList<>();
        List<String> lines = Files.readAllLines(path);
        int i = 0;
        while (i < lines.size()) {
            if (lines.get(i).isBlank()) {
                i++;
                continue;
            }
            if (lines.get(i).startsWith("#")) {
                parts.add(new Part(true, List.of(lines.get(i++)), List.of()));
                continue;
            }
            List<String> command = new ArrayList<>();
            while (i < lines.size()
                    && !lines.get(i).equals("----")
                    && !lines.get(i).isBlank()) {
                command.add(lines.get(i++));
            }
            List<String> output = new ArrayList<>();
            if (i < lines.size() && lines.get(i).equals("----")) {
                i++;
                while (i < lines.size() && !lines.get(i).isBlank()) {
                    output.add(lines.get(i++));
                }
            }
            parts.add(new Part(false, List.copyOf(command), List.copyOf(output)));
        }
        return new StoryFile(path, List.copyOf(parts));
    }

    String text() {
        return render(Part::output);
    }

    /// The story as it should read, with the output that `player` gives.
    String played(Function<List<String>, List<String>> player) {
        return render(part -> player.apply(part.lines()));
    }

    private String render(Function<Part, List<String>> output) {
        StringBuilder text = new StringBuilder();
        boolean remarkBefore = false;
        for (Part part : parts) {
            if (!text.isEmpty() && !(remarkBefore)) {
                text.append('\n');
            }
            remarkBefore = part.remark();
            part.lines().forEach(line -> text.append(line).append('\n'));
            if (!part.remark()) {
                text.append("----\n");
                output.apply(part).forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }
}
