package dev.sluice.activities.step;

import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.config.Regex;
import java.util.List;
import java.util.Optional;

/// Looks for the job's `failure-output` in what a step prints, and tells the build of the first line that matches, long
/// before the step ends (C47). In pre-run nothing is a failure yet.
final class FailureOutput {
    private final List<Regex> expressions;
    private final ActivityLink.Running running;
    private boolean told;

    /// @param expressions of the job
    FailureOutput(List<String> expressions, Phase phase, ActivityLink.Running running) {
        this.expressions = phase == Phase.PRE_RUN
                ? List.of()
                : expressions.stream().map(Regex::of).toList();
        this.running = running;
    }

    /// @return what the log says of it
    synchronized Optional<String> look(String line) {
        if (told) {
            return Optional.empty();
        }
        Optional<Regex> met = expressions.stream()
                .filter(expression -> expression.matches(line))
                .findFirst();
        if (met.isPresent()) {
            told = true;
            running.outputFailed();
        }
        return met.map(expression -> "Early failure in job, matched regex \"" + expression.pattern() + "\"");
    }
}
