package dev.sluice.activities.config;

import dev.sluice.activities.contract.JobTrees;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.activities.contract.ReadFrom;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.engine.playbook.PlaybookLoader;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the playbooks of frozen jobs, so that what cannot run is told when the job is frozen.
final class PlaybookCheck {
    private static final List<String> ENDINGS = List.of("", ".yaml", ".yml");

    private final ProjectTrees trees;
    private final PlaybookLoader loader;

    PlaybookCheck(ProjectTrees trees, Catalogue catalogue) {
        this.trees = trees;
        this.loader = new PlaybookLoader(catalogue);
    }

    /// Problems of all playbooks, each told once.
    List<Problem> problems(List<FrozenJob> jobs, BuildTrees build, Map<ProjectBranch, String> merged) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (FrozenJob job : jobs) {
            Inventory inventory = Inventory.of(job.nodeset());
            Stream.of(job.preRun(), job.run(), job.postRun())
                    .flatMap(List::stream)
                    .forEach(playbook -> problems.addAll(problems(
                            playbook, Objects.requireNonNull(build.jobs().get(job.name())), inventory, build, merged)));
        }
        return List.copyOf(problems);
    }

    private List<Problem> problems(
            FrozenPlaybook playbook,
            JobTrees own,
            Inventory inventory,
            BuildTrees build,
            Map<ProjectBranch, String> merged) {
        TreeFiles files = new TreeFiles(
                trees,
                at(playbook.project(), playbook.branch(), playbook.trusted(), build, merged),
                roles(playbook, own, build, merged));
        for (String ending : ENDINGS) {
            Optional<String> text = files.find(playbook.path() + ending);
            if (text.isPresent()) {
                return loader
                        .load(playbook.path() + ending, text.get(), files, playbook.trusted(), inventory)
                        .problems()
                        .stream()
                        .map(problem -> problem.in(playbook.project().canonicalName(), playbook.branch()))
                        .toList();
            }
        }
        Place where = new Place(playbook.project().canonicalName(), playbook.branch(), playbook.path(), 0, 0, 0, 0);
        return List.of(new Problem(
                "PLAYBOOK-100",
                Severity.ERROR,
                "Missing Playbook",
                where,
                "",
                "playbook '" + playbook.path() + "' is not in branch '" + playbook.branch() + "' of project '"
                        + playbook.project().name() + "'.",
                "Add the file, or correct the job's playbook path."));
    }

    private static List<TreeFiles.At> roles(
            FrozenPlaybook playbook, JobTrees own, BuildTrees build, Map<ProjectBranch, String> merged) {
        List<TreeFiles.At> roles = new ArrayList<>();
        for (FrozenRole role : playbook.roles()) {
            String branch = own.roleBranch(playbook, role).branch();
            TreeFiles.At at = at(role.project(), branch, playbook.trusted(), build, merged);
            roles.add(new TreeFiles.At(at.project(), at.commit(), role.name()));
        }
        return roles;
    }

    private static TreeFiles.At at(
            Project project, String branch, boolean trusted, BuildTrees build, Map<ProjectBranch, String> merged) {
        String commit = ReadFrom.find(build.sources(), build.tips(), project, branch, trusted)
                .map(from -> commit(from, merged))
                .orElse("");
        return new TreeFiles.At(project, commit, "");
    }

    private static String commit(ReadFrom from, Map<ProjectBranch, String> merged) {
        SourceTree tree = from.tree();
        return from.speculative()
                ? merged.getOrDefault(new ProjectBranch(tree.project(), tree.branch()), tree.base())
                : tree.base();
    }
}
