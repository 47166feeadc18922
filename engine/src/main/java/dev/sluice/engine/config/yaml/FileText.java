package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import java.util.List;

/// A file being read, and how a problem in it is told.
///
/// @param project canonical name of its project, or empty
/// @param branch its branch, or empty
public record FileText(String project, String branch, String path, String text) {
    private static final int MOST_LINES = 24;

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
        List<String> lines =
                text.lines().skip(first - 1L).limit(last - first + 1L).toList();
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(FileText::indent)
                .min()
                .orElse(0);
        return String.join(
                        "\n",
                        lines.stream()
                                .map(line -> line.substring(Math.min(indent, line.length()))
                                        .stripTrailing())
                                .toList())
                .stripTrailing();
    }

    private static int indent(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }
}
