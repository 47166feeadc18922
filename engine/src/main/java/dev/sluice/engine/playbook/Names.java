package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.LoadContext.Scope;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;

/// What people see of a step: its name, with the role's name before it as Ansible has it.
final class Names {
    private static final int LONGEST = 120;

    private Names() {}

    static String of(Mapping task, String otherwise, Scope scope) {
        String own = task.find("name")
                .map(entry -> String.valueOf(entry.value().plain()))
                .orElse(otherwise);
        String role = scope.roles().isEmpty() ? "" : scope.roles().getLast().name() + " : ";
        return shortened(role + own);
    }

    /// `command: make test`, without templates' values: these are only known when it runs.
    static String brief(Entry action, String word) {
        boolean freeForm = action.value() instanceof Scalar(var place, var plain) && plain instanceof String;
        return freeForm ? word + ": " + action.value().plain() : word;
    }

    static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
