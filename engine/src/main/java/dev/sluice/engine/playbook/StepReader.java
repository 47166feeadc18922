package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.LoadContext.Scope;
import dev.sluice.engine.playbook.LoadContext.Settings;
import dev.sluice.engine.playbook.Playbook.Outcome;
import dev.sluice.engine.playbook.Playbook.Step;
import dev.sluice.engine.playbook.Playbook.Work;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;
import dev.sluice.engine.playbook.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads lists of tasks: tasks, blocks, includes and imports.
final class StepReader {
    private final LoadContext context;
    private final KeywordReader keywords;
    private final ModuleReader modules;
    private final IncludeReader includes;

    StepReader(LoadContext context) {
        this.context = context;
        this.keywords = new KeywordReader(context.problems);
        this.modules = new ModuleReader(context);
        this.includes = new IncludeReader(context, keywords, this);
    }

    IncludeReader includes() {
        return includes;
    }

    /// @param prefix id of what is around, with its last separator; empty for a play
    List<PlaybookOutline.Step> steps(YamlValue list, String prefix, Scope scope) {
        switch (list) {
            case Scalar(var place, var plain)
            when plain == null -> {
                return List.of();
            }
            case Sequence sequence -> {
                List<PlaybookOutline.Step> steps = new ArrayList<>();
                for (int i = 0; i < sequence.items().size(); i++) {
                    step(sequence.items().get(i), prefix + i, scope).ifPresent(steps::add);
                }
                return List.copyOf(steps);
            }
            case YamlValue other -> {
                context.problems.malformed(other.place(), "a list of tasks", "a list", other.kind());
                return List.of();
            }
        }
    }

    Optional<PlaybookOutline.Step> step(YamlValue value, String id, Scope scope) {
        if (!(value instanceof Mapping task)) {
            context.problems.malformed(value.place(), "a task", "a mapping", value.kind());
            return Optional.empty();
        }
        if (!context.countStep(task.place())) {
            return Optional.empty();
        }
        if (scope.depth() > PlaybookLimits.STEP_DEPTH) {
            context.problems.tooLarge(
                    task.place(), "blocks and includes stand more than " + PlaybookLimits.STEP_DEPTH + " deep");
            return Optional.empty();
        }
        if (task.find("block").isPresent()) {
            return Optional.of(block(task, id, scope));
        }
        List<Entry> actions = actions(task);
        if (actions.isEmpty() || actions.size() > 1) {
            unclear(task, actions);
            return Optional.empty();
        }
        Entry action = actions.getFirst();
        String word = TaskKeywords.shortName(action.key());
        return switch (word) {
            case "include_role", "import_role" -> includes.role(task, action, word, id, scope);
            case "include_tasks", "import_tasks" -> includes.tasks(task, action, word, id, scope);
            default -> module(task, action, word, id, scope);
        };
    }

    /// Keys that are no keywords, or, among those, the known modules.
    private List<Entry> actions(Mapping task) {
        List<Entry> others = task.entries().stream()
                .filter(entry -> !TaskKeywords.TASK.contains(entry.key()))
                .filter(entry -> !List.of("rescue", "always").contains(entry.key()))
                .toList();
        List<Entry> known = others.stream()
                .filter(entry -> {
                    String word = TaskKeywords.shortName(entry.key());
                    return context.catalogue.module(word).isPresent() || TaskKeywords.INCLUDES.contains(word);
                })
                .toList();
        return known.isEmpty() ? others : known;
    }

    private void unclear(Mapping task, List<Entry> actions) {
        boolean known = actions.stream()
                .anyMatch(entry -> context.catalogue
                                .module(TaskKeywords.shortName(entry.key()))
                                .isPresent()
                        || TaskKeywords.INCLUDES.contains(TaskKeywords.shortName(entry.key())));
        if (actions.isEmpty() || known) {
            context.problems.notOneAction(
                    task.place(), actions.stream().map(Entry::key).toList(), context.catalogue);
            return;
        }
        for (Entry action : actions) {
            context.problems.unknownModule(action.place(), action.key(), context.catalogue);
        }
    }

    private PlaybookOutline.Step block(Mapping task, String id, Scope scope) {
        keywords.only(task, "a block", TaskKeywords.BLOCK);
        Scope inner = scope.within(keywords.settings(task));
        return new PlaybookOutline.Block(
                id,
                Names.of(task, "block", scope),
                section(task, "block", id + ".", inner),
                section(task, "rescue", id + ".r", inner),
                section(task, "always", id + ".a", inner));
    }

    private List<PlaybookOutline.Step> section(Mapping task, String key, String prefix, Scope scope) {
        return task.find(key).map(entry -> steps(entry.value(), prefix, scope)).orElse(List.of());
    }

    private Optional<PlaybookOutline.Step> module(Mapping task, Entry action, String word, String id, Scope scope) {
        List<String> allowed = new ArrayList<>(TaskKeywords.TASK);
        allowed.add(action.key());
        keywords.only(task, "a task", allowed);
        Optional<Work> work = modules.work(task, action, word);
        Optional<String> delegate = delegate(task);
        if (work.isEmpty()) {
            return Optional.empty();
        }
        guard(action, "module '" + word + "'", modules.harmless(word), delegate, scope);
        boolean quiet = scope.noLog() || keywords.flag(task, "no_log");
        String name = Names.of(task, quiet ? word : Names.brief(action, word), scope);
        return Optional.of(add(task, work.get(), id, name, delegate, scope));
    }

    /// An untrusted project's tasks stay off the executor, save for those that touch nothing there.
    void guard(Entry action, String what, boolean harmless, Optional<String> delegate, Scope scope) {
        boolean executor = delegate.map(host -> host.equals(Inventory.EXECUTOR))
                .orElseGet(() -> scope.hosts().contains(Inventory.EXECUTOR));
        if (executor && !harmless && !context.trusted) {
            context.problems.notOnExecutor(action.place(), what, context.catalogue);
        }
    }

    Optional<String> delegate(Mapping task) {
        return keywords.text(task, "delegate_to").flatMap(host -> {
            String name = host.equals("127.0.0.1") ? Inventory.EXECUTOR : host;
            if (name.equals(Inventory.EXECUTOR) || context.inventory.hosts().contains(name)) {
                return Optional.of(name);
            }
            context.problems.malformed(
                    task.find("delegate_to").orElseThrow().place(),
                    "'delegate_to'",
                    "'localhost' or a host of the job's nodeset " + context.inventory.hosts(),
                    "'" + host + "'");
            return Optional.empty();
        });
    }

    PlaybookOutline.Step add(Mapping task, Work work, String id, String name, Optional<String> delegate, Scope scope) {
        Settings settings = keywords.settings(task);
        Scope inner = scope.within(settings);
        Outcome outcome = keywords.outcome(task, scope);
        boolean once = keywords.flag(task, "run_once");
        scope.collected()
                .put(
                        id,
                        new Step(
                                id,
                                name,
                                task.place(),
                                work,
                                inner.conditions(),
                                inner.vars(),
                                inner.environment(),
                                scope.roles(),
                                scope.includes(),
                                keywords.loop(task),
                                outcome,
                                keywords.variable(task, "register"),
                                delegate,
                                once,
                                inner.noLog(),
                                scope.directory()));
        return new PlaybookOutline.Task(id, name, once);
    }
}
