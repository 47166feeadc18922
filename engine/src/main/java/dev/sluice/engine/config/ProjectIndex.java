package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The projects of a tenant, to be found by name (A6); a tenant may have thousands, and every stanza names some.
public final class ProjectIndex {
    private final List<TenantProject> list;
    private final Map<Project, TenantProject> byProject = new LinkedHashMap<>();
    private final Map<String, List<Project>> byName = new LinkedHashMap<>();

    /// @param projects config projects in the order listed, then untrusted projects in the order listed (A8)
    public ProjectIndex(List<TenantProject> projects) {
        this.list = List.copyOf(projects);
        for (TenantProject each : list) {
            Project project = each.project();
            if (byProject.putIfAbsent(project, each) == null) {
                name(project.name(), project);
                if (!project.canonicalName().equals(project.name())) {
                    name(project.canonicalName(), project);
                }
            }
        }
    }

    private void name(String name, Project project) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(project);
    }

    List<TenantProject> list() {
        return list;
    }

    Optional<TenantProject> find(Project project) {
        return Optional.ofNullable(byProject.get(project));
    }

    List<Project> named(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectIndex index && index.list.equals(list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
