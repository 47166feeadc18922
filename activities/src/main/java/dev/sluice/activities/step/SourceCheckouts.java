package dev.sluice.activities.step;

import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.JobTrees;
import dev.sluice.activities.contract.ReadFrom;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import dev.sluice.engine.jobgraph.WorkspaceScheme;
import dev.sluice.workflows.port.FailureKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checks out what a build needs: sources to test, and apart from them the repositories of playbooks and roles.
final class SourceCheckouts {
    private final SourceTrees trees;

    SourceCheckouts(SourceTrees trees) {
        this.trees = trees;
    }

    List<Checkout> all(Path root, GraphDocument graph, FrozenJob job) {
        List<Checkout> done = new ArrayList<>();
        JobTrees own = graph.treesOf(job);
        WorkspaceScheme scheme = WorkspaceScheme.of(job);
        Map<String, Project> places = new LinkedHashMap<>();
        for (JobTrees.Source source : own.sources()) {
            SourceTree tree = graph.sources().get(source.tree());
            String directory = scheme.sourceDirectory(tree.project());
            Project there = places.putIfAbsent(directory, tree.project());
            if (there != null) {
                throw FailureKind.USER.failure(
                        "Projects '%s' and '%s' would both be in '%s'. Let job '%s' have another 'workspace-scheme' than 'flat'. [WORKSPACE-001]"
                                .formatted(there.name(), tree.project().name(), directory, job.name()),
                        null);
            }
            done.add(checkout(root, Checkout.Kind.SOURCE, tree, directory));
        }
        Map<String, ReadFrom> repositories = new LinkedHashMap<>();
        Workspaces.playbooks(job).forEach(entry -> wanted(entry.getValue(), own, graph, repositories));
        List<String> branches = own.includeBranches();
        for (int i = 0; i < branches.size(); i++) {
            FrozenInclude include = job.includeVars().get(i);
            want(IncludedVariables.project(include, graph), branches.get(i), !include.useRef(), graph, repositories);
        }
        repositories.forEach((directory, from) -> {
            Checkout.Kind kind = from.speculative() ? Checkout.Kind.UNTRUSTED : Checkout.Kind.TRUSTED;
            done.add(checkout(root, kind, from.tree(), directory));
        });
        return List.copyOf(done);
    }

    private static void wanted(FrozenPlaybook playbook, JobTrees own, GraphDocument graph, Map<String, ReadFrom> into) {
        want(playbook.project(), playbook.branch(), playbook.trusted(), graph, into);
        for (FrozenRole role : playbook.roles()) {
            want(role.project(), own.roleBranch(playbook, role).branch(), playbook.trusted(), graph, into);
        }
    }

    private static void want(
            Project project, String branch, boolean trusted, GraphDocument graph, Map<String, ReadFrom> into) {
        ReadFrom.find(graph.sources(), graph.trusted(), project, branch, trusted)
                .ifPresent(from ->
                        into.put((from.speculative() ? "untrusted/" : "trusted/") + directory(from.tree()), from));
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
}
