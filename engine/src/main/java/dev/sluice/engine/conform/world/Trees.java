package dev.sluice.engine.conform.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files of all branches: project → branch → path → text. A value; merging makes a new one.
public record Trees(Map<String, Map<String, Map<String, String>>> projects) {

    public Map<String, String> branch(String project, String branch) {
        return projects.getOrDefault(project, Map.of()).getOrDefault(branch, Map.of());
    }

    public List<String> branches(String project) {
        return List.copyOf(projects.getOrDefault(project, Map.of()).keySet());
    }

    /// With these files in place of the branch's own.
    public Trees with(String project, String branch, Map<String, String> files) {
        Map<String, Map<String, Map<String, String>>> next = new LinkedHashMap<>(projects);
        Map<String, Map<String, String>> branches = new LinkedHashMap<>(next.getOrDefault(project, Map.of()));
        branches.put(branch, new TreeMap<>(files));
        next.put(project, branches);
        return new Trees(next);
    }

    /// With files written over those of the branch; an empty text stands for a deletion.
    Trees edited(String project, String branch, Map<String, Optional<String>> edits) {
        return with(project, branch, edited(branch(project, branch), edits));
    }

    static Map<String, String> edited(Map<String, String> files, Map<String, Optional<String>> edits) {
        Map<String, String> next = new TreeMap<>(files);
        edits.forEach((path, text) -> text.ifPresentOrElse(to -> next.put(path, to), () -> next.remove(path)));
        return next;
    }

    /// The paths at which a change made on top of `base` cannot be merged into the branch.
    List<String> conflicts(
            String project, String branch, Map<String, String> base, Map<String, Optional<String>> edits) {
        Map<String, String> here = branch(project, branch);
        return edits.entrySet().stream()
                .filter(edit -> {
                    Optional<String> now = Optional.ofNullable(here.get(edit.getKey()));
                    Optional<String> before = Optional.ofNullable(base.get(edit.getKey()));
                    return !now.equals(before) && !now.equals(edit.getValue());
                })
                .map(Map.Entry::getKey)
                .toList();
    }
}
