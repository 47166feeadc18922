package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/// Finds the configuration files of one project and branch (A10–A12).
final class ConfigFiles {
    /// Where configuration may stand; the first that exists is used.
    static final List<String> ROOTS = List.of("zuul.yaml", "zuul.d/", ".zuul.yaml", ".zuul.d/");

    private static final String IGNORE = ".zuul.ignore";

    private ConfigFiles() {}

    /// Paths to read, in order.
    static List<String> find(TenantProject project, String branch, ConfigSource source, Problems problems) {
        List<String> paths = new ArrayList<>();
        List<String> existing = new ArrayList<>();
        for (String root : ROOTS) {
            List<String> found = under(project.project(), branch, root, source);
            if (!found.isEmpty()) {
                existing.add(root);
                if (existing.size() == 1) {
                    paths.addAll(found);
                }
            }
        }
        for (String ignored : existing.stream().skip(1).toList()) {
            problems.add(severalRoots(project.project(), branch, existing, ignored));
        }
        for (String extra : project.extraConfigPaths()) {
            under(project.project(), branch, extra, source).stream()
                    .filter(path -> !paths.contains(path))
                    .forEach(paths::add);
        }
        return List.copyOf(paths);
    }

    private static List<String> under(Project project, String branch, String root, ConfigSource source) {
        if (!root.endsWith("/")) {
            boolean says = source.file(project, branch, root)
                    .filter(text -> !text.isEmpty())
                    .isPresent();
            return says ? List.of(root) : List.of();
        }
        List<String> all = source.files(project, branch, root).stream().sorted().toList();
        List<String> pruned = all.stream()
                .filter(path -> path.endsWith("/" + IGNORE))
                .map(path -> path.substring(0, path.length() - IGNORE.length()))
                .toList();
        return all.stream()
                .filter(path -> path.endsWith(".yaml"))
                .filter(path -> pruned.stream().noneMatch(path::startsWith))
                .toList();
    }

    private static Problem severalRoots(Project project, String branch, List<String> existing, String ignored) {
        ConfigCode code = ConfigCode.SEVERAL_ROOTS;
        return new Problem(
                code.code(),
                code.severity(),
                code.kind(),
                new Place(project.canonicalName(), branch, ignored, 0, 0, 0, 0),
                "",
                "branch '%s' of '%s' has configuration in several places: '%s'."
                        .formatted(branch, project.name(), String.join("', '", existing)),
                "Only '%s' is read; remove '%s'.".formatted(existing.getFirst(), ignored));
    }
}
