package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// A file being read, and how a problem in it is told.
public final class FileText {
    private static final int MOST_LINES = 24;

    private final String project;
    private final String branch;
    private final String path;
    private final String text;
    /// Split once: every stanza shows its own lines, and a file may have many stanzas.
    private final List<String> lines;

    /// @param project canonical name of its project, or empty
    /// @param branch its branch, or empty
    public FileText(String project, String branch, String path, String text) {
        this.project = project;
        this.branch = branch;
        this.path = path;
        this.text = text;
        this.lines = text.length() > YamlReader.MOST_CHARACTERS
                ? List.of()
                : text.lines().toList();
    }

    public String branch() {
        return branch;
    }

    public String path() {
        return path;
    }

    public String text() {
        return text;
    }

    /// A line by its number, counting from 1; empty beyond the end.
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /// A problem at `span`, showing the lines of `stanza`.
    public Problem problem(ConfigCode code, Span span, Span stanza, String message, String hint) {
        return new Problem(
                code.code(), code.severity(), code.kind(), place(span), excerpt(stanza, span), message, hint);
    }

    public Place place(Span span) {
        return new Place(project, branch, path, span.line(), span.column(), span.endLine(), span.endColumn());
    }

    /// The lines of `stanza`; of a long one, those around `focus`.
    public String excerpt(Span stanza, Span focus) {
        if (stanza.line() == 0) {
            return "";
        }
        int last =
                stanza.endColumn() <= 1 && stanza.endLine() > stanza.line() ? stanza.endLine() - 1 : stanza.endLine();
        int first = stanza.line();
        if (last - first >= MOST_LINES) {
            first = Math.clamp(focus.line() - MOST_LINES / 2L, first, last - MOST_LINES + 1);
            last = first + MOST_LINES - 1;
        }
        return unindented(lines.subList(Math.min(first - 1, lines.size()), Math.clamp(last, 0, lines.size())));
    }

    private static String unindented(List<String> shown) {
        int indent = shown.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(FileText::indent)
                .min()
                .orElse(0);
        List<String> all = new ArrayList<>();
        for (String line : shown) {
            all.add(line.substring(Math.min(indent, line.length())).stripTrailing());
        }
        return String.join("\n", all).stripTrailing();
    }

    private static int indent(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }
}
