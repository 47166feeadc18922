package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.LoadContext.Scope;
import dev.sluice.engine.playbook.Playbook.RoleScope;
import dev.sluice.engine.playbook.PlaybookFiles.RoleFiles;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads roles as data, `roles/<name>/{tasks,defaults,vars,meta}/main.yaml`, and files of tasks.
final class RoleReader {
    private final LoadContext context;
    private final KeywordReader keywords;
    private final StepReader steps;

    RoleReader(LoadContext context, KeywordReader keywords, StepReader steps) {
        this.context = context;
        this.keywords = keywords;
        this.steps = steps;
    }

    List<PlaybookOutline.Step> body(
            String role,
            RoleFiles files,
            String tasksFrom,
            Map<String, Object> parameters,
            Entry action,
            String prefix,
            Scope scope) {
        String entry = "role " + role + (tasksFrom.equals("main") ? "" : "/" + tasksFrom);
        if (circular(entry, action, scope)) {
            return List.of();
        }
        List<PlaybookOutline.Step> body = new ArrayList<>(dependencies(files, entry, prefix, scope));
        RoleScope own = new RoleScope(role, variables(files, "defaults"), variables(files, "vars"), parameters);
        Optional<Source> tasks = first(files, "tasks/", candidates(tasksFrom));
        if (tasks.isEmpty()) {
            if (!tasksFrom.equals("main")) {
                missing(action, tasksFrom, List.of(files.origin() + "/tasks/" + tasksFrom + ".yaml"));
            }
            return List.copyOf(body);
        }
        Scope inner = scope.inRole(files, own, entry);
        context.yaml(tasks.get().path(), tasks.get().text())
                .ifPresent(list -> body.addAll(steps.steps(list, prefix, inner)));
        return List.copyOf(body);
    }

    /// Roles that `meta/main.yaml` says must run first.
    private List<PlaybookOutline.Step> dependencies(RoleFiles files, String entry, String prefix, Scope scope) {
        List<PlaybookOutline.Step> found = new ArrayList<>();
        first(files, "meta/", candidates("main"))
                .flatMap(source -> context.yaml(source.path(), source.text()))
                .filter(Mapping.class::isInstance)
                .flatMap(meta -> ((Mapping) meta).find("dependencies"))
                .ifPresent(list -> {
                    if (!(list.value() instanceof Sequence sequence)) {
                        context.problems.malformed(
                                list.place(),
                                "'dependencies'",
                                "a list of roles",
                                list.value().kind());
                        return;
                    }
                    Scope inner = scope.inFile(entry, scope.directory());
                    for (int i = 0; i < sequence.items().size(); i++) {
                        steps.includes()
                                .roleOfPlay(sequence.items().get(i), prefix + "d" + i, inner)
                                .ifPresent(found::add);
                    }
                });
        return found;
    }

    private Map<String, Object> variables(RoleFiles files, String folder) {
        Optional<YamlValue> found = first(files, folder + "/", candidates("main"))
                .flatMap(source -> context.yaml(source.path(), source.text()));
        if (found.isEmpty() || found.get().plain() == null) {
            return new LinkedHashMap<>();
        }
        Entry whole = new Entry(folder, found.get().place(), found.get());
        return keywords.vars(new Mapping(found.get().place(), List.of(whole)), folder);
    }

    /// Tasks of a file beside the current one: of the role's `tasks`, or relative to the playbook's directory.
    List<PlaybookOutline.Step> includedFile(String file, Entry action, String prefix, Scope scope) {
        Optional<String> path = RepositoryPath.resolve(scope.directory(), file);
        Optional<Source> source = path.flatMap(p -> scope.role()
                .map(role -> role.find(p).map(text -> new Source(role.origin() + "/" + p, text)))
                .orElseGet(() -> context.files.find(p).map(text -> new Source(p, text))));
        if (source.isEmpty()) {
            String origin = scope.role().map(role -> role.origin() + "/").orElse("");
            missing(action, file, List.of(origin + path.orElse(file)));
            return List.of();
        }
        if (circular(source.get().path(), action, scope)) {
            return List.of();
        }
        Scope inner = scope.inFile(source.get().path(), RepositoryPath.directory(path.orElseThrow()));
        return context.yaml(source.get().path(), source.get().text())
                .map(list -> steps.steps(list, prefix, inner))
                .orElse(List.of());
    }

    private boolean circular(String file, Entry action, Scope scope) {
        if (!scope.files().contains(file)) {
            return false;
        }
        List<String> chain = new ArrayList<>(
                scope.files().subList(scope.files().indexOf(file), scope.files().size()));
        chain.add(file);
        context.problems.cycle(action.place(), chain);
        return true;
    }

    private void missing(Entry action, String file, List<String> searched) {
        context.problems.missingFile(action.place(), file, searched);
    }

    private static List<String> candidates(String name) {
        boolean full = name.endsWith(".yaml") || name.endsWith(".yml");
        return full ? List.of(name) : List.of(name + ".yaml", name + ".yml");
    }

    private static Optional<Source> first(RoleFiles files, String folder, List<String> names) {
        for (String name : names) {
            Optional<String> text = RepositoryPath.resolve("", folder + name).flatMap(files::find);
            if (text.isPresent()) {
                return Optional.of(new Source(files.origin() + "/" + folder + name, text.get()));
            }
        }
        return Optional.empty();
    }

    private record Source(String path, String text) {}
}
