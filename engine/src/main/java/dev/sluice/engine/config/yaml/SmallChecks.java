package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.problem.Severity;
import java.util.List;

/// Asks a stanza's problems whether reading on makes sense.
final class SmallChecks {
    private SmallChecks() {}

    /// Whether an error was added after the first `before` problems.
    static boolean errorsSince(Stanza stanza, int before) {
        return stanza.problems().list().stream().skip(before).anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /// Notes attributes that Zuul knows and that mean nothing here.
    static void withoutEffect(Stanza stanza, FieldReader fields, List<String> names) {
        for (String name : names) {
            if (fields.has(name)) {
                stanza.report(
                        ConfigCode.WITHOUT_EFFECT,
                        fields.span(name),
                        "'%s' has no effect in Sluice.".formatted(name),
                        "Leave it out, unless Zuul reads this file, too.");
            }
        }
    }
}
