package dev.sluice.engine.conform;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.ConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Repositories in memory: project's short name → branch → path → text. It sees later changes of the map.
public record MapConfigSource(Map<String, Map<String, Map<String, String>>> repos) implements ConfigSource {

    @Override
    public List<String> branches(Project project) {
        return List.copyOf(repos.getOrDefault(project.name(), Map.of()).keySet());
    }

    @Override
    public Optional<String> file(Project project, String branch, String path) {
        return Optional.ofNullable(texts(project, branch).get(path));
    }

    @Override
    public List<String> files(Project project, String branch, String prefix) {
        return texts(project, branch).keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .toList();
    }

    private Map<String, String> texts(Project project, String branch) {
        return repos.getOrDefault(project.name(), Map.of()).getOrDefault(branch, Map.of());
    }
}
