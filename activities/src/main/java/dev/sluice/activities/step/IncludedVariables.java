package dev.sluice.activities.step;

import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.step.PlaybookReader.BadPlaybooks;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.playbook.VariablesFile;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The variables of the files that a job's `include-vars` names; later files beat earlier ones.
final class IncludedVariables {
    private final Path root;
    private final List<Checkout> checkouts;
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private IncludedVariables(Path root, List<Checkout> checkouts) {
        this.root = root;
        this.checkouts = checkouts;
    }

    /// @throws BadPlaybooks when files are wrong, or required ones missing
    static Map<String, Object> of(Path root, GraphDocument graph, FrozenJob job, List<Checkout> checkouts) {
        var reading = new IncludedVariables(root, checkouts);
        List<String> branches = graph.treesOf(job).includeBranches();
        for (int i = 0; i < branches.size(); i++) {
            FrozenInclude include = job.includeVars().get(i);
            reading.read(include, project(include, graph), branches.get(i));
        }
        if (reading.problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new BadPlaybooks(reading.problems);
        }
        return reading.variables;
    }

    /// The repository that holds the file.
    static Project project(FrozenInclude include, GraphDocument graph) {
        return include.project().orElse(graph.items().getLast().project());
    }

    private void read(FrozenInclude include, Project project, String branch) {
        Optional<String> text = Checkout.find(checkouts, project, branch, !include.useRef())
                .flatMap(checkout ->
                        new RepositoryFiles(root.resolve(checkout.directory()), List.of()).find(include.path()));
        if (text.isPresent()) {
            VariablesFile file = VariablesFile.read(include.path(), text.get());
            variables.putAll(file.variables());
            file.problems().forEach(problem -> problems.add(problem.in(project.canonicalName(), branch)));
        } else if (include.required()) {
            problems.add(new Problem(
                    "PLAYBOOK-103",
                    Severity.ERROR,
                    "Missing Variables File",
                    new Place(project.canonicalName(), branch, include.path(), 0, 0, 0, 0),
                    "",
                    "the file '%s' of 'include-vars' is not in branch '%s' of project '%s'."
                            .formatted(include.path(), branch, project.name()),
                    "Add it, or say 'required: false'."));
        }
    }
}
