package dev.sluice.engine.config.load;

import dev.sluice.engine.config.Layout;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.List;

/// A layout and everything that is wrong with the files it came from; what is wrong is not in the layout (A14).
public record LoadedLayout(Layout layout, List<Problem> problems) {

    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
