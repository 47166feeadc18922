package dev.sluice.activities.config;

import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.RequiredProject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which branch or tag of a project a job checks out (B60, B61).
record BranchChoice(Subject subject, ItemMerge.Merged merged, ItemMerge merge, Layout layout) {

    /// @param description why this one, in Zuul's words
    record Chosen(SourceTree tree, String description) {}

    /// The first that exists of what the job, the item and the project say; absent when the project has none of them.
    Optional<Chosen> of(Project project, FrozenJob job) {
        Map<String, String> wishes = overrides(project, job);
        if (subject instanceof GitRef ref && ref.project().equals(project)) {
            boolean isBranch = !ref.branch().isEmpty();
            wishes.putIfAbsent(ItemMerge.at(ref).branch(), isBranch ? "branch ref" : "tag ref");
        }
        wishes.putIfAbsent(subject.branch(), "zuul branch");
        wishes.putIfAbsent(layout.defaultBranch(project), "project default branch");
        return first(project, wishes);
    }

    /// For roles of another project than their playbook's: an item without a branch stands for the playbook's one.
    Optional<Chosen> ofRoles(Project project, FrozenJob job, FrozenPlaybook playbook) {
        Map<String, String> wishes = overrides(project, job);
        wishes.putIfAbsent(subject.branch().isEmpty() ? playbook.branch() : subject.branch(), "zuul branch");
        wishes.putIfAbsent(layout.defaultBranch(project), "project default branch");
        return first(project, wishes);
    }

    private static Map<String, String> overrides(Project project, FrozenJob job) {
        Map<String, String> wishes = new LinkedHashMap<>();
        job.requiredProjects().stream()
                .filter(required -> required.project().equals(project))
                .map(RequiredProject::overrideCheckout)
                .flatMap(Optional::stream)
                .forEach(ref -> wishes.putIfAbsent(ref, "project override ref"));
        job.overrideCheckout().ifPresent(ref -> wishes.putIfAbsent(ref, "job override ref"));
        return wishes;
    }

    private Optional<Chosen> first(Project project, Map<String, String> wishes) {
        return wishes.entrySet().stream()
                .flatMap(wish -> tree(project, wish.getKey()).map(tree -> new Chosen(tree, wish.getValue())).stream())
                .findFirst();
    }

    private Optional<SourceTree> tree(Project project, String ref) {
        return Optional.ofNullable(merged.trees().get(new ProjectBranch(project, ref)))
                .or(() -> tip(project, ref));
    }

    /// A branch or tag as it is, whatever the item's changes make of it.
    Optional<SourceTree> tip(Project project, String ref) {
        return merge.tip(project, ref).or(() -> merge.tag(project, ref.replaceFirst("^refs/tags/", "")));
    }
}
