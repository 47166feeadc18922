package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.Playbook.RoleScope;
import dev.sluice.engine.playbook.Playbook.Step;
import dev.sluice.engine.playbook.PlaybookFiles.RoleFiles;
import dev.sluice.engine.problem.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the readers of one load share: where to find files, what is allowed, and what was found so far.
final class LoadContext {
    final Catalogue catalogue;
    final PlaybookFiles files;
    final Inventory inventory;
    final boolean trusted;
    final PlaybookProblems problems = new PlaybookProblems();
    private int steps;

    LoadContext(Catalogue catalogue, PlaybookFiles files, Inventory inventory, boolean trusted) {
        this.catalogue = catalogue;
        this.files = files;
        this.inventory = inventory;
        this.trusted = trusted;
    }

    Optional<YamlValue> yaml(String path, String text) {
        problems.text(path, text);
        return YamlText.read(path, text, problems);
    }

    /// Counts a step; false once there are too many, told once.
    boolean countStep(Place place) {
        steps++;
        if (steps == PlaybookLimits.STEPS + 1) {
            problems.tooLarge(place, "it has more than " + PlaybookLimits.STEPS + " tasks");
        }
        return steps <= PlaybookLimits.STEPS;
    }

    /// What a step inherits from where it stands.
    ///
    /// @param role files of the innermost role as data
    /// @param files names of the files and roles being read, outermost first, to find cycles
    /// @param depth blocks, includes and roles around
    record Scope(
            List<String> hosts,
            List<Object> conditions,
            List<Map<String, Object>> vars,
            List<Object> environment,
            List<RoleScope> roles,
            Optional<RoleFiles> role,
            List<String> includes,
            List<String> files,
            Object ignoreErrors,
            boolean noLog,
            String directory,
            int depth,
            Map<String, Step> collected) {

        static Scope ofPlay(List<String> hosts, boolean noLog, String file, String directory) {
            return new Scope(
                    hosts,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(file),
                    false,
                    noLog,
                    directory,
                    0,
                    new LinkedHashMap<>());
        }

        /// The scope of the steps in a block or a static import that has these settings.
        Scope within(Settings settings) {
            return new Scope(
                    hosts,
                    joined(conditions, settings.conditions()),
                    settings.vars().isEmpty() ? vars : joined(vars, List.of(settings.vars())),
                    joined(environment, settings.environment()),
                    roles,
                    role,
                    includes,
                    files,
                    settings.ignoreErrors().orElse(ignoreErrors),
                    noLog || settings.noLog(),
                    directory,
                    depth + 1,
                    collected);
        }

        /// The scope of an include's body: its conditions were decided by the include itself.
        Scope inInclude(String id, Settings settings) {
            Scope inner = within(settings);
            return new Scope(
                    hosts,
                    List.of(),
                    inner.vars,
                    inner.environment,
                    roles,
                    role,
                    joined(includes, List.of(id)),
                    files,
                    inner.ignoreErrors,
                    inner.noLog,
                    directory,
                    inner.depth,
                    collected);
        }

        Scope inFile(String file, String newDirectory) {
            return new Scope(
                    hosts,
                    conditions,
                    vars,
                    environment,
                    roles,
                    role,
                    includes,
                    joined(files, List.of(file)),
                    ignoreErrors,
                    noLog,
                    newDirectory,
                    depth,
                    collected);
        }

        Scope inRole(RoleFiles roleFiles, RoleScope scope, String file) {
            return new Scope(
                    hosts,
                    conditions,
                    vars,
                    environment,
                    joined(roles, List.of(scope)),
                    Optional.of(roleFiles),
                    includes,
                    joined(files, List.of(file)),
                    ignoreErrors,
                    noLog,
                    "tasks",
                    depth,
                    collected);
        }

        /// A native role with parameters: these are all that a scope of it holds.
        Scope withParameters(String name, Map<String, Object> parameters) {
            RoleScope own = new RoleScope(name, new LinkedHashMap<>(), new LinkedHashMap<>(), parameters);
            return new Scope(
                    hosts,
                    conditions,
                    vars,
                    environment,
                    joined(roles, List.of(own)),
                    role,
                    includes,
                    files,
                    ignoreErrors,
                    noLog,
                    directory,
                    depth,
                    collected);
        }

        private static <T> List<T> joined(List<T> outer, List<T> inner) {
            if (inner.isEmpty()) {
                return outer;
            }
            List<T> all = new ArrayList<>(outer);
            all.addAll(inner);
            return List.copyOf(all);
        }
    }

    /// Keywords that tasks, blocks and includes have in common.
    record Settings(
            List<Object> conditions,
            Map<String, Object> vars,
            List<Object> environment,
            boolean noLog,
            Optional<Object> ignoreErrors) {}
}
