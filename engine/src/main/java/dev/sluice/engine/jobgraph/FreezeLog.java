package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/// Problems and explanations of one freeze, in the order they come up.
final class FreezeLog {
    private static final Place NOWHERE = new Place("", "", "", 0, 0, 0, 0);

    private final Problems problems = new Problems();
    private final List<Explanation> why = new ArrayList<>();

    void explain(String job, String text) {
        why.add(new Explanation(job, text));
    }

    void report(Source source, ConfigCode code, String word, String message, String hint) {
        problems.add(source.problem(code, word, "Unable to freeze job graph: " + message, hint));
    }

    /// A problem that no single stanza has.
    void report(ConfigCode code, String message, String hint) {
        problems.add(new Problem(
                code.code(),
                code.severity(),
                code.kind(),
                NOWHERE,
                "",
                "Unable to freeze job graph: " + message,
                hint));
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    List<Problem> problems() {
        return problems.list();
    }

    List<Explanation> why() {
        return List.copyOf(why);
    }
}
