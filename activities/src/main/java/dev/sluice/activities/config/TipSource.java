package dev.sluice.activities.config;

import dev.sluice.activities.config.Tips.ProjectTips;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.ConfigSource;
import dev.sluice.engine.config.yaml.YamlReader;
import dev.sluice.workflows.port.FailureKind;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tenant's repositories at fixed commits, with some branches replaced by merged ones.
///
/// @param tips what was read of each project
/// @param merged project-branch → commit, for what changes ahead and the item itself would make of it
record TipSource(ProjectTrees trees, Map<Project, ProjectTips> tips, Map<ProjectBranch, String> merged)
        implements ConfigSource {
    /// Stands for a file that is too large to be read at all: the loader says so, and the tenant lives on.
    private static final String TOO_LARGE = " ".repeat(YamlReader.MOST_CHARACTERS + 1);

    static TipSource of(ProjectTrees trees, Tips tips, Map<ProjectBranch, String> merged) {
        Map<Project, ProjectTips> byProject = new LinkedHashMap<>();
        tips.projects().forEach(each -> byProject.putIfAbsent(each.project(), each));
        return new TipSource(trees, byProject, merged);
    }

    @Override
    public List<String> branches(Project project) {
        return of(project).map(each -> List.copyOf(each.branches().keySet())).orElse(List.of());
    }

    @Override
    public Optional<String> file(Project project, String branch, String path) {
        return commit(project, branch).flatMap(commit -> text(project, commit, path));
    }

    private Optional<String> text(Project project, String commit, String path) {
        try {
            return trees.file(project, commit, path);
        } catch (ApplicationFailure failure) {
            if (FailureKind.CONFIG.name().equals(failure.getType())) {
                return Optional.of(TOO_LARGE);
            }
            throw failure;
        }
    }

    @Override
    public List<String> files(Project project, String branch, String prefix) {
        return commit(project, branch)
                .map(commit -> trees.files(project, commit, prefix))
                .orElse(List.of());
    }

    /// Commits never change.
    @Override
    public Optional<String> version(Project project, String branch) {
        return commit(project, branch);
    }

    @Override
    public String defaultBranch(Project project) {
        return of(project).map(ProjectTips::defaultBranch).orElse("master");
    }

    private Optional<ProjectTips> of(Project project) {
        return Optional.ofNullable(tips.get(project));
    }

    private Optional<String> commit(Project project, String branch) {
        return Optional.ofNullable(merged.get(new ProjectBranch(project, branch)))
                .or(() -> of(project).map(each -> each.branches().get(branch)));
    }
}
