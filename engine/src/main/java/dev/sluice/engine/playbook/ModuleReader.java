package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.Playbook.Work;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a task gives its module, and checks it against the catalogue.
final class ModuleReader {
    /// The free-form command of `command` and `shell`.
    static final String RAW = "_raw";

    private static final List<String> FREE_FORM_OPTIONS = List.of("chdir", "creates", "removes", "executable");

    private final LoadContext context;

    ModuleReader(LoadContext context) {
        this.context = context;
    }

    boolean harmless(String module) {
        return context.catalogue.module(module).map(ModuleSpec::executor).orElse(false);
    }

    Optional<Work> work(Mapping task, Entry action, String word) {
        Optional<ModuleSpec> found = context.catalogue.module(word);
        if (found.isEmpty()) {
            context.problems.unknownModule(action.place(), action.key(), context.catalogue);
            return Optional.empty();
        }
        ModuleSpec spec = found.get();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        switch (action.value()) {
            case Mapping mapping -> mapping.entries().forEach(entry -> put(spec, entry, arguments));
            case Scalar(var place, var plain) when plain == null -> {}
            case Scalar(var place, var plain) when plain instanceof String text -> text(spec, action, text, arguments);
            case YamlValue other ->
                context.problems.malformed(
                        other.place(), "module '" + word + "'", "given a mapping of arguments", other.kind());
        }
        task.find("args").ifPresent(args -> {
            if (args.value() instanceof Mapping mapping) {
                mapping.entries().forEach(entry -> put(spec, entry, arguments));
            } else {
                context.problems.malformed(
                        args.place(), "'args'", "a mapping", args.value().kind());
            }
        });
        check(spec, action, arguments);
        return Optional.of(new Work.Module(spec.name(), arguments));
    }

    private void put(ModuleSpec spec, Entry entry, Map<String, @Nullable Object> into) {
        String argument = spec.argument(entry.key());
        if (!spec.anyArguments() && !spec.arguments().contains(argument)) {
            context.problems.unknownArgument(entry.place(), spec, entry.key());
            return;
        }
        if (spec.anyArguments() && !KeywordReader.VARIABLE.matcher(argument).matches()) {
            context.problems.badName(entry.place(), "variable", argument);
            return;
        }
        List<String> choices = spec.choices().getOrDefault(argument, List.of());
        Object plain = entry.value().plain();
        if (!choices.isEmpty() && !KeywordReader.isTemplate(plain) && !choices.contains(plain)) {
            context.problems.malformed(
                    entry.value().place(),
                    "'" + argument + "' of module '" + spec.name() + "'",
                    "one of " + String.join(", ", choices),
                    entry.value().kind());
            return;
        }
        into.put(argument, plain);
    }

    private void text(ModuleSpec spec, Entry action, String text, Map<String, @Nullable Object> into) {
        if (spec.freeForm()) {
            FreeForm form = FreeForm.of(text, FREE_FORM_OPTIONS);
            into.put(RAW, form.command());
            form.options().forEach((key, value) -> {
                if (spec.arguments().contains(key)) {
                    into.put(key, value);
                } else {
                    context.problems.unknownArgument(action.place(), spec, key);
                }
            });
            return;
        }
        Optional<Map<String, String>> pairs = FreeForm.pairs(text);
        if (pairs.isEmpty()) {
            context.problems.malformed(
                    action.value().place(),
                    "module '" + spec.name() + "'",
                    "given a mapping of arguments or 'key=value' words",
                    action.value().kind());
            return;
        }
        pairs.get()
                .forEach((key, value) -> put(
                        spec,
                        new Entry(
                                key,
                                action.value().place(),
                                new Scalar(action.value().place(), value)),
                        into));
    }

    private void check(ModuleSpec spec, Entry action, Map<String, @Nullable Object> arguments) {
        if (spec.freeForm()) {
            long commands = List.of(RAW, "cmd", "argv").stream()
                    .filter(arguments::containsKey)
                    .count();
            if (commands == 0) {
                context.problems.missingArgument(
                        action.place(), "module '" + spec.name() + "'", List.of("cmd", "argv"));
            } else if (commands > 1) {
                context.problems.malformed(
                        action.place(), "module '" + spec.name() + "'", "given one command", "several");
            }
        }
        if (spec.anyArguments() && arguments.isEmpty()) {
            context.problems.missingArgument(action.place(), "module '" + spec.name() + "'", List.of("key: value"));
        }
        for (List<String> group : spec.required()) {
            if (group.stream().noneMatch(arguments::containsKey)) {
                context.problems.missingArgument(action.place(), "module '" + spec.name() + "'", group);
            }
        }
    }
}
