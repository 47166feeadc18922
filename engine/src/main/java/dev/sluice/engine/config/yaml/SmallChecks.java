package dev.sluice.engine.config.yaml;

import dev.sluice.engine.problem.Severity;

/// Asks a stanza's problems whether reading on makes sense.
final class SmallChecks {
    private SmallChecks() {}

    /// Whether an error was added after the first `before` problems.
    static boolean errorsSince(Stanza stanza, int before) {
        return stanza.problems().list().stream().skip(before).anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
