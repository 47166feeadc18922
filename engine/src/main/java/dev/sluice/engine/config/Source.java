package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;

/// Where a stanza stands, with its text, so that a problem found much later can still show it.
///
/// @param trusted whether the project is a config project of the tenant
/// @param place span of the whole stanza
/// @param text the stanza as its author wrote it, from its first line on
public record Source(Project project, String branch, String path, boolean trusted, Place place, String text) {
    private static final String INSIDE_WORDS = "-_./:";

    /// A problem of the stanza, placed at `word` when the stanza shows it.
    public Problem problem(ConfigCode code, String word, String message, String hint) {
        return new Problem(code.code(), code.severity(), code.kind(), placeOf(word), text, message, hint);
    }

    /// Place of the first whole occurrence of `word`; the whole stanza when there is none.
    public Place placeOf(String word) {
        String[] lines = text.split("\n", -1);
        int first = 0;
        while (first < lines[0].length() && " -".indexOf(lines[0].charAt(first)) >= 0) {
            first++;
        }
        int dedent = place.column() - 1 - first;
        for (int i = 0; i < lines.length && !word.isEmpty(); i++) {
            int at = wholeWord(lines[i], word);
            if (at >= 0) {
                int line = place.line() + i;
                int column = Math.max(1, dedent + at + 1);
                return new Place(
                        place.project(), place.branch(), place.path(), line, column, line, column + word.length());
            }
        }
        return place;
    }

    private static int wholeWord(String line, String word) {
        int at = line.indexOf(word);
        while (at >= 0) {
            boolean starts = at == 0 || !inside(line.charAt(at - 1));
            int after = at + word.length();
            boolean ends = after >= line.length() || !inside(line.charAt(after)) || line.charAt(after) == ':';
            if (starts && ends) {
                return at;
            }
            at = line.indexOf(word, at + 1);
        }
        return -1;
    }

    private static boolean inside(char c) {
        return Character.isLetterOrDigit(c) || INSIDE_WORDS.indexOf(c) >= 0;
    }
}
