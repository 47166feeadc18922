package dev.sluice.activities.config;

import dev.sluice.activities.config.Tips.ProjectTips;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.ConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tenant's repositories at fixed commits, with some branches replaced by merged ones.
///
/// @param merged project-branch → commit, for what changes ahead and the item itself would make of it
record TipSource(ProjectTrees trees, Tips tips, Map<ProjectBranch, String> merged) implements ConfigSource {

    @Override
    public List<String> branches(Project project) {
        return tips.of(project)
                .map(each -> List.copyOf(each.branches().keySet()))
                .orElse(List.of());
    }

    @Override
    public Optional<String> file(Project project, String branch, String path) {
        return commit(project, branch).flatMap(commit -> trees.file(project, commit, path));
    }

    @Override
    public List<String> files(Project project, String branch, String prefix) {
        return commit(project, branch)
                .map(commit -> trees.files(project, commit, prefix))
                .orElse(List.of());
    }

    @Override
    public String defaultBranch(Project project) {
        return tips.of(project).map(ProjectTips::defaultBranch).orElse("master");
    }

    private Optional<String> commit(Project project, String branch) {
        return Optional.ofNullable(merged.get(new ProjectBranch(project, branch)))
                .or(() -> tips.of(project).map(each -> each.branches().get(branch)));
    }
}
