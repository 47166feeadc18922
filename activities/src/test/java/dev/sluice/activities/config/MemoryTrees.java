package dev.sluice.activities.config;

import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Git in memory: a commit is its files, and merging lays them over one another.
final class MemoryTrees implements ProjectTrees {
    private final Map<String, Map<String, String>> commits = new LinkedHashMap<>();
    private final Map<Project, Map<String, String>> tips = new LinkedHashMap<>();
    private final Map<String, List<String>> containing = new LinkedHashMap<>();
    int reads;
    /// The commit that merges with nothing, if any.
    String conflicting = "";

    /// Puts a branch's tip.
    void branch(Project project, String branch, Map<String, String> files) {
        push(project, branch, project.name() + "/" + branch, files);
    }

    void push(Project project, String branch, String commit, Map<String, String> files) {
        tips.computeIfAbsent(project, _ -> new TreeMap<>()).put(branch, commit(commit, files));
    }

    void delete(Project project, String branch) {
        tips.getOrDefault(project, new TreeMap<>()).remove(branch);
    }

    String commit(String name, Map<String, String> files) {
        commits.put(name, files);
        return name;
    }

    void contains(String commit, String branch) {
        containing.put(commit, List.of(branch));
    }

    @Override
    public Map<String, String> branches(Project project) {
        return new TreeMap<>(tips.getOrDefault(project, Map.of()));
    }

    @Override
    public String defaultBranch(Project project) {
        return "master";
    }

    @Override
    public Optional<String> tag(Project project, String tag) {
        return Optional.of(project.name() + "/tags/" + tag).filter(commits::containsKey);
    }

    @Override
    public List<String> branchesContaining(Project project, String commit) {
        return containing.getOrDefault(commit, List.of());
    }

    @Override
    public Optional<String> file(Project project, String commit, String path) {
        reads++;
        return Optional.ofNullable(commits.getOrDefault(commit, Map.of()).get(path));
    }

    @Override
    public List<String> files(Project project, String commit, String prefix) {
        reads++;
        return commits.getOrDefault(commit, Map.of()).keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .sorted()
                .toList();
    }

    @Override
    public Merge merge(SourceTree tree) {
        Map<String, String> files = new LinkedHashMap<>(commits.getOrDefault(tree.base(), Map.of()));
        StringBuilder name = new StringBuilder(tree.base());
        for (MergeStep step : tree.merges()) {
            if (step.commit().equals(conflicting)) {
                return new Merge.Conflict(step.ref(), List.of("README"));
            }
            files.putAll(commits.getOrDefault(step.commit(), Map.of()));
            name.append('+').append(step.commit());
        }
        return new Merge.Merged(commit(name.toString(), files));
    }
}
