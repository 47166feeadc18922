package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;

/// One object of a file while it is read: its label for messages and where its problems go.
///
/// @param label such as `job 'unit'`
/// @param span the whole stanza
public record Stanza(FileText file, Span span, String label, Problems problems) {

    public void report(ConfigCode code, Span where, String message, String hint) {
        problems.add(problem(code, where, message, hint));
    }

    Problem problem(ConfigCode code, Span where, String message, String hint) {
        return file.problem(code, where, span, label + ": " + message, hint);
    }
}
