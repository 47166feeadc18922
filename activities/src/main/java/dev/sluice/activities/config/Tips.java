package dev.sluice.activities.config;

import dev.sluice.engine.change.Project;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The commits that a tenant's configuration was read from; stored, so that any worker can read it again.
///
/// @param key reference of the layout, a hash over the rest
/// @param held branches whose tip is broken: their configuration is read from the last good commit instead
record Tips(String key, String tenant, List<ProjectTips> projects, List<Held> held) {

    Tips {
        // Documents of older versions lack it.
        held = Objects.requireNonNullElse(held, List.of());
    }

    /// @param branches branch → commit, sorted by branch
    record ProjectTips(Project project, String defaultBranch, Map<String, String> branches) {}

    /// A branch and the commit whose configuration counts.
    record Held(Project project, String branch, String commit) {}

    static String document(String key) {
        return "layout/" + key;
    }

    Optional<ProjectTips> of(Project project) {
        return projects.stream().filter(each -> each.project().equals(project)).findFirst();
    }

    /// Commits that stand in for broken tips.
    Map<ProjectBranch, String> heldCommits() {
        Map<ProjectBranch, String> commits = new LinkedHashMap<>();
        held.forEach(each -> commits.put(new ProjectBranch(each.project(), each.branch()), each.commit()));
        return commits;
    }
}
