package dev.sluice.activities.config;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commits that a tenant's configuration was read from; stored, so that any worker can read it again.
///
/// @param key reference of the layout, a hash over the rest
record Tips(String key, String tenant, List<ProjectTips> projects) {

    /// @param branches branch → commit, sorted by branch
    record ProjectTips(Project project, String defaultBranch, Map<String, String> branches) {}

    static String document(String key) {
        return "layout/" + key;
    }

    Optional<ProjectTips> of(Project project) {
        return projects.stream().filter(each -> each.project().equals(project)).findFirst();
    }
}
