package dev.sluice.worker.settings;

import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// The settings file is wrong; the message holds a line for each mistake.
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidSettings(List<Problem> problems) {
        super(problems.stream().map(Problem::oneLine).collect(Collectors.joining("\n")));
        this.problems = problems;
    }

    public List<Problem> problems() {
        return problems;
    }
}
