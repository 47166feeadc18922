package dev.sluice.activities.step;

import dev.sluice.activities.contract.JobTrees;
import dev.sluice.activities.step.RepositoryFiles.RoleRepository;
import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.engine.playbook.PlaybookLoader;
import dev.sluice.engine.playbook.PlaybookLoader.Loaded;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads all playbooks of a job from their checkouts.
final class PlaybookReader {
    private static final List<String> ENDINGS = List.of("", ".yaml", ".yml");

    private final PlaybookLoader loader;

    PlaybookReader(Catalogue catalogue) {
        this.loader = new PlaybookLoader(catalogue);
    }

    /// @param own what the job reads of its graph's trees
    /// @throws BadPlaybooks with the problems of all of them
    List<PlaybookSource> read(Path root, FrozenJob job, JobTrees own, Inventory inventory, List<Checkout> checkouts) {
        List<PlaybookSource> sources = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<Phase, FrozenPlaybook> entry : Workspaces.playbooks(job)) {
            FrozenPlaybook playbook = entry.getValue();
            Optional<Checkout> home =
                    Checkout.find(checkouts, playbook.project(), playbook.branch(), playbook.trusted());
            if (home.isEmpty()) {
                problems.add(missing(
                        playbook,
                        "repository '" + playbook.project().canonicalName() + "' was not prepared for this job"));
                continue;
            }
            RepositoryFiles files =
                    new RepositoryFiles(root.resolve(home.get().directory()), roles(root, playbook, own, checkouts));
            Optional<Text> text = text(playbook, files);
            if (text.isEmpty()) {
                problems.add(missing(
                        playbook,
                        "the file is not in branch '" + home.get().branch() + "' of project '"
                                + playbook.project().canonicalName() + "'"));
                continue;
            }
            Loaded loaded = loader.load(text.get().path(), text.get().content(), files, playbook.trusted(), inventory);
            loaded.problems()
                    .forEach(problem ->
                            problems.add(problem.in(playbook.project().canonicalName(), playbook.branch())));
            sources.add(new PlaybookSource(playbook, entry.getKey(), files, loaded));
        }
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new BadPlaybooks(problems);
        }
        return List.copyOf(sources);
    }

    private record Text(String path, String content) {}

    private static Optional<Text> text(FrozenPlaybook playbook, RepositoryFiles files) {
        for (String ending : ENDINGS) {
            String path = playbook.path() + ending;
            Optional<Text> text = files.find(path).map(content -> new Text(path, content));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private static List<RoleRepository> roles(
            Path root, FrozenPlaybook playbook, JobTrees own, List<Checkout> checkouts) {
        List<RoleRepository> repositories = new ArrayList<>();
        for (FrozenRole role : playbook.roles()) {
            String branch = own.roleBranch(playbook, role).branch();
            Checkout.find(checkouts, role.project(), branch, playbook.trusted())
                    .ifPresent(checkout -> repositories.add(new RoleRepository(
                            role.project().canonicalName(), root.resolve(checkout.directory()), role.name())));
        }
        return List.copyOf(repositories);
    }

    private static Problem missing(FrozenPlaybook playbook, String why) {
        Place where = new Place(playbook.project().canonicalName(), playbook.branch(), playbook.path(), 0, 0, 0, 0);
        return new Problem(
                "PLAYBOOK-100",
                Severity.ERROR,
                "Missing Playbook",
                where,
                "",
                "playbook '" + playbook.path() + "' cannot be read: " + why + ".",
                "Add the file, or correct the job's playbook path.");
    }

    /// Playbooks that cannot be run.
    static final class BadPlaybooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadPlaybooks(List<Problem> problems) {
            super(problems.stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .map(Problem::oneLine)
                    .collect(Collectors.joining("\n")));
        }
    }
}
