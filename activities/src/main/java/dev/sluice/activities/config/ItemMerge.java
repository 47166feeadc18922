package dev.sluice.activities.config;

import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.activities.contract.ProjectTrees.Merge;
import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The speculative future of an item: every project-branch its subjects touch, merged oldest first (B63).
final class ItemMerge {
    private final ProjectTrees trees;
    private final Layout layout;
    private final long seconds;
    private final Map<Project, Map<String, String>> branches = new LinkedHashMap<>();

    /// @param seconds committer time of the merges
    ItemMerge(ProjectTrees trees, Layout layout, long seconds) {
        this.trees = trees;
        this.layout = layout;
        this.seconds = seconds;
    }

    /// @param trees by project-branch, in the order in which the subjects named them
    /// @param commits what each tree merges to
    /// @param conflict set when a change did not merge; then the rest is incomplete
    record Merged(
            Map<ProjectBranch, SourceTree> trees,
            Map<ProjectBranch, String> commits,
            Optional<Preparation.Conflict> conflict) {}

    Merged merge(List<Subject> subjects) {
        Map<ProjectBranch, List<MergeStep>> steps = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            ProjectBranch at = at(subject);
            List<MergeStep> these = steps.computeIfAbsent(at, key -> new ArrayList<>());
            if (subject instanceof Change change) {
                these.add(step(change));
            }
        }
        Map<ProjectBranch, SourceTree> merged = new LinkedHashMap<>();
        Map<ProjectBranch, String> commits = new LinkedHashMap<>();
        for (Map.Entry<ProjectBranch, List<MergeStep>> entry : steps.entrySet()) {
            Optional<SourceTree> tree = tree(entry.getKey(), subjects)
                    .map(base ->
                            new SourceTree(base.project(), base.branch(), base.base(), List.copyOf(entry.getValue())));
            if (tree.isEmpty()) {
                if (!entry.getValue().isEmpty()) {
                    return new Merged(merged, commits, Optional.of(withoutBranch(entry.getKey())));
                }
                continue;
            }
            merged.put(entry.getKey(), tree.get());
            switch (trees.merge(tree.get())) {
                case Merge.Merged result -> commits.put(entry.getKey(), result.commit());
                case Merge.Conflict conflict -> {
                    Preparation.Conflict told =
                            new Preparation.Conflict(conflict.ref() + " does not merge.", conflict.files());
                    return new Merged(merged, commits, Optional.of(told));
                }
            }
        }
        return new Merged(merged, commits, Optional.empty());
    }

    private static Preparation.Conflict withoutBranch(ProjectBranch at) {
        return new Preparation.Conflict(
                "Project '" + at.project().name() + "' has no branch '" + at.branch() + "': it was deleted. Create it"
                        + " again, or move or abandon the change. [MERGE-001]",
                List.of());
    }

    /// Where a subject belongs: its branch, or the whole name of a ref that is none, such as `refs/tags/1.0`.
    static ProjectBranch at(Subject subject) {
        boolean onBranch = !subject.branch().isEmpty();
        return new ProjectBranch(subject.project(), onBranch ? subject.branch() : subject.id());
    }

    /// A branch of a project as it is, absent when there is no such branch.
    Optional<SourceTree> tip(Project project, String branch) {
        return Optional.ofNullable(branches(project).get(branch))
                .map(commit -> new SourceTree(project, branch, commit, List.of()));
    }

    /// What a tag of a project names, absent when there is no such tag.
    Optional<SourceTree> tag(Project project, String tag) {
        return trees.tag(project, tag).map(commit -> new SourceTree(project, "refs/tags/" + tag, commit, List.of()));
    }

    Map<String, String> branches(Project project) {
        return branches.computeIfAbsent(project, trees::branches);
    }

    private Optional<SourceTree> tree(ProjectBranch at, List<Subject> subjects) {
        for (Subject subject : subjects) {
            if (subject instanceof GitRef ref
                    && at(ref).equals(at)
                    && !ref.newRevision().isEmpty()) {
                return Optional.of(new SourceTree(at.project(), at.branch(), ref.newRevision(), List.of()));
            }
        }
        return tip(at.project(), at.branch());
    }

    private MergeStep step(Change change) {
        String mode = layout.mergeMode(change.project());
        return new MergeStep(
                change.commit(), change.ref(), mode, "Merge change " + change.id() + " for testing", seconds);
    }
}
