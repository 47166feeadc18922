package dev.sluice.activities.config;

import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.event.TriggerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether something that landed changes the configuration in force (A78).
final class ConfigFilesTouched {
    private static final String HEADS = "refs/heads/";
    private static final List<String> ROOTS = List.of("zuul.yaml", "zuul.d", ".zuul.yaml", ".zuul.d");

    private final ProjectTrees trees;

    ConfigFilesTouched(ProjectTrees trees) {
        this.trees = trees;
    }

    /// @param tips what the layout in force was read from: a branch that is still there has changed nothing
    boolean by(TriggerEvent event, TenantProject project, Tips tips) {
        Optional<String> branch = branch(event);
        if (branch.isEmpty() || !project.includes(branch.get())) {
            return false;
        }
        Optional<String> before =
                tips.of(project.project()).map(each -> each.branches().get(branch.get()));
        Optional<String> now =
                Optional.ofNullable(trees.branches(project.project()).get(branch.get()));
        if (before.equals(now)) {
            return false;
        }
        return before.isEmpty()
                || now.isEmpty()
                || !configuration(project, before.get()).equals(configuration(project, now.get()));
    }

    private static Optional<String> branch(TriggerEvent event) {
        return switch (event.type()) {
            case "change-merged" -> Optional.of(event.branch());
            case "ref-updated" ->
                event.ref().startsWith(HEADS) ? Optional.of(event.ref().substring(HEADS.length())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private List<String> configuration(TenantProject project, String commit) {
        List<String> roots = new ArrayList<>(ROOTS);
        roots.addAll(project.extraConfigPaths());
        List<String> found = new ArrayList<>();
        for (String root : roots) {
            for (String path : trees.files(project.project(), commit, root)) {
                found.add(path);
                found.add(text(project.project(), commit, path));
            }
        }
        return found;
    }

    private String text(Project project, String commit, String path) {
        return trees.file(project, commit, path).orElse("");
    }
}
