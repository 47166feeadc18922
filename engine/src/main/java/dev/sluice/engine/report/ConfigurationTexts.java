package dev.sluice.engine.report;

import dev.sluice.engine.buildset.FileComment;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.List;
import java.util.stream.Collectors;

/// How mistakes in the configuration are told: in the text, and on the lines where they stand (A77).
final class ConfigurationTexts {
    private ConfigurationTexts() {}

    static String text(List<Problem> problems, boolean more) {
        List<Problem> errors = errors(problems);
        return head(errors.size(), more) + "\n\n"
                + errors.stream().map(ConfigurationTexts::problem).collect(Collectors.joining("\n\n"));
    }

    private static String head(int count, boolean more) {
        if (more) {
            return "The configuration of this change has many errors. These are the first:";
        }
        return count == 1
                ? "The configuration of this change has an error:"
                : "The configuration of this change has " + count + " errors:";
    }

    static List<Problem> errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    static List<String> warnings(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.WARNING)
                .map(ConfigurationTexts::oneLine)
                .toList();
    }

    static List<String> debugInformation(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.DEBUG)
                .map(Problem::message)
                .toList();
    }

    /// `zuul.yaml:4:7 (p, branch master): job 'x' is not defined. [CONFIG-012]`, then the stanza, indented.
    private static String problem(Problem problem) {
        String stanza = problem.stanza()
                .lines()
                .map(line -> ("    " + line).stripTrailing())
                .collect(Collectors.joining("\n"));
        return oneLine(problem) + (stanza.isBlank() ? "" : "\n" + stanza);
    }

    private static String oneLine(Problem problem) {
        Place where = problem.where();
        String home = where.project()
                + (where.branch().isEmpty()
                        ? ""
                        : (where.project().isEmpty() ? "" : ", ") + "branch " + where.branch());
        String place = where.path().isEmpty() ? home : where + (home.isEmpty() ? "" : " (" + home + ")");
        return (place.isEmpty() ? "" : place + ": ") + sentence(problem);
    }

    private static String sentence(Problem problem) {
        return problem.message() + (problem.hint().isEmpty() ? "" : " " + problem.hint()) + " [" + problem.code() + "]";
    }

    /// Comments on the lines of the change's own files.
    static List<FileComment> comments(List<Problem> problems, Change change) {
        return problems.stream()
                .filter(problem -> standsIn(problem.where(), change))
                .map(ConfigurationTexts::comment)
                .toList();
    }

    private static boolean standsIn(Place where, Change change) {
        return where.project().equals(change.project().canonicalName())
                && where.branch().equals(change.branch())
                && change.files().contains(where.path());
    }

    private static FileComment comment(Problem problem) {
        Place where = problem.where();
        // Gerrit refuses a range that does not reach forward.
        boolean range = where.line() > 0
                && where.column() > 0
                && (where.endLine() > where.line()
                        || (where.endLine() == where.line() && where.endColumn() > where.column()));
        return range
                ? new FileComment(
                        where.path(),
                        where.line(),
                        sentence(problem),
                        where.line(),
                        where.column() - 1,
                        where.endLine(),
                        Math.max(0, where.endColumn() - 1))
                : new FileComment(where.path(), where.line(), sentence(problem), 0, 0, 0, 0);
    }
}
