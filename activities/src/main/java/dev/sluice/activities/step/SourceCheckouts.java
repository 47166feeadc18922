package dev.sluice.activities.step;

import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks out what a build needs: sources to test, and apart from them the repositories of playbooks and roles.
final class SourceCheckouts {
    private final SourceTrees trees;

    SourceCheckouts(SourceTrees trees) {
        this.trees = trees;
    }

    List<Checkout> all(Path root, GraphDocument graph, FrozenJob job) {
        List<Checkout> done = new ArrayList<>();
        for (SourceTree tree : graph.sources()) {
            done.add(checkout(root, Checkout.Kind.SOURCE, tree, ZuulVariables.sourceDirectory(tree.project())));
        }
        Map<String, SourceTree> repositories = new LinkedHashMap<>();
        Workspaces.playbooks(job).forEach(entry -> wanted(entry.getValue(), graph, repositories));
        repositories.forEach((directory, tree) -> {
            Checkout.Kind kind = directory.startsWith("trusted/") ? Checkout.Kind.TRUSTED : Checkout.Kind.UNTRUSTED;
            done.add(checkout(root, kind, tree, directory));
        });
        return List.copyOf(done);
    }

    private void wanted(FrozenPlaybook playbook, GraphDocument graph, Map<String, SourceTree> into) {
        want(playbook.project(), playbook.branch(), playbook.trusted(), graph, into);
        for (FrozenRole role : playbook.roles()) {
            want(role.project(), playbook.branch(), playbook.trusted(), graph, into);
        }
    }

    /// A trusted playbook never reads a repository in a state that a change could have made (B48); an untrusted one
    /// reads the change's state where there is one.
    private void want(
            Project project, String branch, boolean trusted, GraphDocument graph, Map<String, SourceTree> into) {
        Optional<SourceTree> tip = find(graph.trusted(), project, branch);
        Optional<SourceTree> speculative = find(graph.sources(), project, branch);
        if (trusted) {
            tip.ifPresent(tree -> into.put("trusted/" + directory(tree), tree));
        } else if (speculative.isPresent()) {
            into.put("untrusted/" + directory(speculative.get()), speculative.get());
        } else {
            tip.ifPresent(tree -> into.put("trusted/" + directory(tree), tree));
        }
    }

    private static Optional<SourceTree> find(List<SourceTree> trees, Project project, String branch) {
        List<SourceTree> same =
                trees.stream().filter(tree -> tree.project().equals(project)).toList();
        return same.stream()
                .filter(tree -> tree.branch().equals(branch))
                .findFirst()
                .or(() -> same.stream().findFirst());
    }

    private static String directory(SourceTree tree) {
        return tree.project().canonicalName() + "@" + tree.branch().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private Checkout checkout(Path root, Checkout.Kind kind, SourceTree tree, String directory) {
        Path into = root.resolve(directory).normalize();
        if (!into.startsWith(root)) {
            throw new IllegalArgumentException("the project's name leaves the workspace: " + tree.project());
        }
        PrivateFiles.directory(into.resolveSibling("."));
        String commit = trees.checkout(tree, into);
        return new Checkout(kind, tree.project(), tree.branch(), directory, commit);
    }

    /// The repository that a playbook's file or role is read from.
    static Optional<Checkout> find(List<Checkout> done, Project project, String branch, boolean trusted) {
        Optional<Checkout> untrusted = find(done, Checkout.Kind.UNTRUSTED, project, branch);
        Optional<Checkout> tip = find(done, Checkout.Kind.TRUSTED, project, branch);
        return trusted ? tip : untrusted.or(() -> tip);
    }

    private static Optional<Checkout> find(List<Checkout> done, Checkout.Kind kind, Project project, String branch) {
        List<Checkout> same = done.stream()
                .filter(checkout -> checkout.kind() == kind)
                .filter(checkout -> checkout.project().equals(project))
                .toList();
        return same.stream()
                .filter(checkout -> checkout.branch().equals(branch))
                .findFirst()
                .or(() -> same.stream().findFirst());
    }
}
