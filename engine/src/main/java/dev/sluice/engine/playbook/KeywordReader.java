package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.LoadContext.Scope;
import dev.sluice.engine.playbook.LoadContext.Settings;
import dev.sluice.engine.playbook.Playbook.Loop;
import dev.sluice.engine.playbook.Playbook.Outcome;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;
import dev.sluice.engine.playbook.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the keywords that tasks, blocks, includes and plays share, and checks their forms.
final class KeywordReader {
    static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final PlaybookProblems problems;

    KeywordReader(PlaybookProblems problems) {
        this.problems = problems;
    }

    Settings settings(Mapping task) {
        become(task);
        return new Settings(
                conditions(task, "when"),
                vars(task, "vars"),
                environment(task),
                flag(task, "no_log"),
                task.find("ignore_errors").map(entry -> value(entry, false)));
    }

    /// `when`, `failed_when`, `changed_when`, `until`, `that`: an expression, a boolean, or a list of them.
    List<Object> conditions(Mapping task, String key) {
        Optional<Entry> entry = task.find(key);
        if (entry.isEmpty()) {
            return List.of();
        }
        List<Object> conditions = new ArrayList<>();
        List<YamlValue> values = entry.get().value() instanceof Sequence list
                ? list.items()
                : List.of(entry.get().value());
        for (YamlValue value : values) {
            if (value instanceof Scalar(var place, var plain)
                    && (plain instanceof String || plain instanceof Boolean)) {
                conditions.add(plain);
            } else if (!(value instanceof Scalar(var place, var plain) && plain == null)) {
                problems.malformed(value.place(), "'" + key + "'", "an expression or a list of them", value.kind());
            }
        }
        return List.copyOf(conditions);
    }

    Optional<List<Object>> verdict(Mapping task, String key) {
        return task.find(key).isEmpty() ? Optional.empty() : Optional.of(conditions(task, key));
    }

    Map<String, Object> vars(Mapping task, String key) {
        Optional<Entry> entry = task.find(key);
        if (entry.isEmpty()) {
            return new LinkedHashMap<>();
        }
        return switch (entry.get().value()) {
            case Mapping mapping -> {
                for (Entry variable : mapping.entries()) {
                    variableName(variable, "variable");
                }
                yield mapping.plain();
            }
            case Scalar(var place, var plain) when plain == null -> new LinkedHashMap<>();
            case YamlValue other -> {
                problems.malformed(other.place(), "'" + key + "'", "a mapping of variables", other.kind());
                yield new LinkedHashMap<>();
            }
        };
    }

    void variableName(Entry variable, String what) {
        if (!VARIABLE.matcher(variable.key()).matches()) {
            problems.badName(variable.place(), what, variable.key());
        }
    }

    List<Object> environment(Mapping task) {
        Optional<Entry> entry = task.find("environment");
        if (entry.isEmpty()) {
            return List.of();
        }
        List<YamlValue> values = entry.get().value() instanceof Sequence list
                ? list.items()
                : List.of(entry.get().value());
        List<Object> environment = new ArrayList<>();
        for (YamlValue value : values) {
            boolean template = value instanceof Scalar(var place, var plain) && isTemplate(plain);
            if (value instanceof Mapping || template) {
                environment.add(Objects.requireNonNull(value.plain()));
            } else {
                problems.malformed(value.place(), "'environment'", "a mapping, or a list of them", value.kind());
            }
        }
        return List.copyOf(environment);
    }

    Optional<Loop> loop(Mapping task) {
        Optional<Entry> loop = task.find("loop");
        Optional<Entry> withItems = task.find("with_items");
        if (loop.isPresent() && withItems.isPresent()) {
            problems.malformed(
                    withItems.get().place(), "a task", "looped by 'loop' or by 'with_items'", "both of them");
        }
        Optional<Entry> items = loop.or(() -> withItems);
        Optional<Entry> control = task.find("loop_control");
        if (items.isEmpty()) {
            control.ifPresent(entry ->
                    problems.malformed(entry.place(), "'loop_control'", "beside a 'loop'", "no loop in this task"));
            return Optional.empty();
        }
        YamlValue list = items.get().value();
        boolean template = list instanceof Scalar(var place, var plain) && isTemplate(plain);
        if (!(list instanceof Sequence) && !template) {
            problems.malformed(list.place(), "'" + items.get().key() + "'", "a list or a template of one", list.kind());
        }
        Object plain = Objects.requireNonNullElse(list.plain(), List.of());
        if (control.isEmpty()) {
            return Optional.of(new Loop(plain, "item", "", "", 0L));
        }
        if (!(control.get().value() instanceof Mapping settings)) {
            problems.malformed(
                    control.get().place(),
                    "'loop_control'",
                    "a mapping",
                    control.get().value().kind());
            return Optional.of(new Loop(plain, "item", "", "", 0L));
        }
        only(settings, "loop_control", List.of("index_var", "label", "loop_var", "pause"));
        return Optional.of(new Loop(
                plain,
                variable(settings, "loop_var").orElse("item"),
                variable(settings, "index_var").orElse(""),
                settings.find("label").map(entry -> value(entry, "")).orElse(""),
                settings.find("pause").map(entry -> value(entry, 0L)).orElse(0L)));
    }

    Outcome outcome(Mapping task, Scope scope) {
        List<Object> until = conditions(task, "until");
        for (String key : List.of("retries", "delay")) {
            task.find(key).ifPresent(entry -> {
                boolean usable = entry.value() instanceof Scalar(var place, var plain)
                        && (plain instanceof Long number ? number >= 0 : isTemplate(plain));
                if (!usable) {
                    problems.malformed(
                            entry.value().place(),
                            "'" + key + "'",
                            "a number",
                            entry.value().kind());
                }
            });
        }
        return new Outcome(
                verdict(task, "failed_when"),
                verdict(task, "changed_when"),
                task.find("ignore_errors").map(entry -> value(entry, false)).orElse(scope.ignoreErrors()),
                until,
                task.find("retries").map(entry -> value(entry, 3L)).orElse(3L),
                task.find("delay").map(entry -> value(entry, 5L)).orElse(5L));
    }

    Optional<String> variable(Mapping mapping, String key) {
        Optional<String> name = text(mapping, key);
        mapping.find(key).ifPresent(entry -> {
            if (name.isPresent() && !VARIABLE.matcher(name.get()).matches()) {
                problems.badName(entry.value().place(), "'" + key + "'", name.get());
            }
        });
        return name;
    }

    /// A text that must stand there literally.
    Optional<String> text(Mapping mapping, String key) {
        return mapping.find(key).flatMap(entry -> {
            if (entry.value() instanceof Scalar(var place, var plain) && plain instanceof String text) {
                if (isTemplate(text)) {
                    problems.template(place, "'" + key + "'");
                    return Optional.empty();
                }
                return Optional.of(text);
            }
            problems.malformed(
                    entry.value().place(),
                    "'" + key + "'",
                    "a text",
                    entry.value().kind());
            return Optional.empty();
        });
    }

    boolean flag(Mapping mapping, String key) {
        Optional<Entry> entry = mapping.find(key);
        if (entry.isEmpty()) {
            return false;
        }
        if (entry.get().value() instanceof Scalar(var place, var plain)) {
            if (plain instanceof Boolean flag) {
                return flag;
            }
            if (isTemplate(plain)) {
                // A template is only known when the task runs; until then the safe reading of `no_log` is true.
                if (key.equals("no_log")) {
                    return true;
                }
                problems.template(place, "'" + key + "'");
                return false;
            }
        }
        problems.malformed(
                entry.get().value().place(),
                "'" + key + "'",
                "true or false",
                entry.get().value().kind());
        return false;
    }

    /// Nodes run as root, so `become` asks for what is there already; another user is not to be had.
    private void become(Mapping task) {
        task.find("become_user").ifPresent(entry -> {
            if (!"root".equals(entry.value().plain())) {
                problems.notSupportedHere(
                        entry.place(), "'become_user' other than root", "Steps run as root on their node.");
            }
        });
    }

    void only(Mapping mapping, String what, List<String> allowed) {
        for (Entry entry : mapping.entries()) {
            if (!allowed.contains(entry.key())) {
                problems.unknownKeyword(entry.place(), what, entry.key(), allowed);
            }
        }
    }

    static boolean isTemplate(@org.jspecify.annotations.Nullable Object plain) {
        return plain instanceof String text && (text.contains("{{") || text.contains("{%"));
    }

    private static Object value(Entry entry, Object otherwise) {
        return Objects.requireNonNullElse(entry.value().plain(), otherwise);
    }
}
