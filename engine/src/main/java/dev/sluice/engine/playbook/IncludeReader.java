package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.LoadContext.Scope;
import dev.sluice.engine.playbook.LoadContext.Settings;
import dev.sluice.engine.playbook.Playbook.Work;
import dev.sluice.engine.playbook.PlaybookFiles.RoleFiles;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `include_role`, `import_role`, `include_tasks`, `import_tasks` and the roles of a play.
///
/// A native role is one task. A role as data, or a file of tasks, is an [PlaybookOutline.Include] when it is included
/// and a block when it is imported: an include decides once, an import hands its conditions to every task in it.
final class IncludeReader {
    private static final List<String> ROLE_ARGUMENTS = List.of("name", "tasks_from");

    private final LoadContext context;
    private final KeywordReader keywords;
    private final StepReader steps;
    private final RoleReader roles;

    IncludeReader(LoadContext context, KeywordReader keywords, StepReader steps) {
        this.context = context;
        this.keywords = keywords;
        this.steps = steps;
        this.roles = new RoleReader(context, keywords, steps);
    }

    Optional<PlaybookOutline.Step> role(Mapping task, Entry action, String word, String id, Scope scope) {
        if (!(action.value() instanceof Mapping arguments)) {
            context.problems.malformed(
                    action.value().place(),
                    "'" + word + "'",
                    "a mapping with 'name'",
                    action.value().kind());
            return Optional.empty();
        }
        keywords.only(arguments, "'" + word + "'", ROLE_ARGUMENTS);
        if (arguments.find("name").isEmpty()) {
            context.problems.missingArgument(action.place(), "'" + word + "'", List.of("name"));
            return Optional.empty();
        }
        Optional<String> name = keywords.text(arguments, "name");
        String tasksFrom = keywords.text(arguments, "tasks_from").orElse("main");
        return name.flatMap(role -> named(task, action, word, role, tasksFrom, new LinkedHashMap<>(), id, scope));
    }

    /// An entry of a play's `roles`.
    Optional<PlaybookOutline.Step> roleOfPlay(YamlValue value, String id, Scope scope) {
        if (!context.countStep(value.place())) {
            return Optional.empty();
        }
        if (value instanceof Scalar(var place, var plain) && plain instanceof String name) {
            if (KeywordReader.isTemplate(name)) {
                context.problems.template(place, "a role's name");
                return Optional.empty();
            }
            Entry action = new Entry("role", place, value);
            return named(new Mapping(place, List.of()), action, "role", name, "main", new LinkedHashMap<>(), id, scope);
        }
        if (!(value instanceof Mapping entry)) {
            context.problems.malformed(value.place(), "an entry of 'roles'", "a name or a mapping", value.kind());
            return Optional.empty();
        }
        Entry action = entry.find("role").or(() -> entry.find("name")).orElse(new Entry("", entry.place(), entry));
        if (action.key().isEmpty()) {
            context.problems.missingArgument(entry.place(), "an entry of 'roles'", List.of("role", "name"));
            return Optional.empty();
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<Entry> own = new ArrayList<>();
        for (Entry key : entry.entries()) {
            if (TaskKeywords.COMMON.contains(key.key())) {
                own.add(key);
            } else if (!key.key().equals("role")) {
                keywords.variableName(key, "role parameter");
                parameters.put(key.key(), key.value().plain());
            }
        }
        own.removeIf(key -> key.key().equals("name") && action.key().equals("name"));
        Mapping task = new Mapping(entry.place(), List.copyOf(own));
        return keywords.text(entry, action.key())
                .flatMap(role -> named(task, action, "role", role, "main", parameters, id, scope));
    }

    private Optional<PlaybookOutline.Step> named(
            Mapping task,
            Entry action,
            String word,
            String role,
            String tasksFrom,
            Map<String, Object> parameters,
            String id,
            Scope scope) {
        Optional<RoleFiles> data = context.files.role(role);
        if (context.catalogue.isRole(role)) {
            data.ifPresent(files -> context.problems.shadowedRole(action.place(), role, files.origin()));
            return nativeRole(task, action, word, role, tasksFrom, parameters, id, scope);
        }
        if (data.isEmpty()) {
            context.problems.unknownRole(action.place(), role, context.catalogue, "");
            return Optional.empty();
        }
        boolean dynamic = word.equals("include_role");
        if (!word.equals("role")) {
            checkKeywords(task, action, word, dynamic);
        }
        Settings settings = keywords.settings(task);
        String name = Names.of(task, word + ": " + role, scope);
        Scope outside = dynamic ? scope.inInclude(id, settings) : scope.within(settings);
        List<PlaybookOutline.Step> body =
                roles.body(role, data.get(), tasksFrom, parameters, action, id + ".", outside);
        return Optional.of(dynamic ? include(task, id, name, body, scope) : staticBlock(id, name, body));
    }

    private Optional<PlaybookOutline.Step> nativeRole(
            Mapping task,
            Entry action,
            String word,
            String role,
            String tasksFrom,
            Map<String, Object> parameters,
            String id,
            Scope scope) {
        if (!word.equals("role")) {
            List<String> allowed = new ArrayList<>(TaskKeywords.ROLE);
            allowed.add(action.key());
            keywords.only(task, "a task with a native role", allowed);
        }
        if (!tasksFrom.equals("main")) {
            context.problems.notSupportedHere(
                    action.place(), "'tasks_from' with role '" + role + "'", "The role is native and has one entry.");
        }
        Optional<String> delegate = steps.delegate(task);
        steps.guard(action, "role '" + role + "'", false, delegate, scope);
        Scope around = parameters.isEmpty() ? scope : scope.withParameters(role, parameters);
        return Optional.of(
                steps.add(task, new Work.Role(role), id, Names.of(task, word + ": " + role, scope), delegate, around));
    }

    Optional<PlaybookOutline.Step> tasks(Mapping task, Entry action, String word, String id, Scope scope) {
        boolean dynamic = word.equals("include_tasks");
        checkKeywords(task, action, word, dynamic);
        Optional<String> file;
        if (action.value() instanceof Mapping arguments) {
            keywords.only(arguments, "'" + word + "'", List.of("file"));
            if (arguments.find("file").isEmpty()) {
                context.problems.missingArgument(action.place(), "'" + word + "'", List.of("file"));
            }
            file = keywords.text(arguments, "file");
        } else {
            file = keywords.text(new Mapping(action.place(), List.of(action)), action.key());
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Settings settings = keywords.settings(task);
        String name = Names.of(task, word + ": " + file.get(), scope);
        Scope inner = dynamic ? scope.inInclude(id, settings) : scope.within(settings);
        List<PlaybookOutline.Step> body = roles.includedFile(file.get(), action, id + ".", inner);
        return Optional.of(dynamic ? include(task, id, name, body, scope) : staticBlock(id, name, body));
    }

    private void checkKeywords(Mapping task, Entry action, String word, boolean dynamic) {
        List<String> allowed = new ArrayList<>(dynamic ? TaskKeywords.DYNAMIC_INCLUDE : TaskKeywords.COMMON);
        allowed.add(action.key());
        keywords.only(task, "'" + word + "'", allowed);
    }

    private PlaybookOutline.Step include(
            Mapping task, String id, String name, List<PlaybookOutline.Step> body, Scope scope) {
        steps.add(task, new Work.Include(), id, name, Optional.empty(), scope);
        return new PlaybookOutline.Include(id, name, body);
    }

    private static PlaybookOutline.Step staticBlock(String id, String name, List<PlaybookOutline.Step> body) {
        return new PlaybookOutline.Block(id, name, body, List.of(), List.of());
    }
}
