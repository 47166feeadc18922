package dev.sluice.engine.config;

import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.List;

/// What was read, and everything that was wrong with it.
public record Parsed<T>(T value, List<Problem> problems) {

    /// Whether any problem blocks.
    public boolean failed() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
