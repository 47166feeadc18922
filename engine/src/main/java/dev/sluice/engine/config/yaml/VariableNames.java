package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import java.util.List;

/// Which names variables and secret aliases may have (A31).
final class VariableNames {
    static final List<String> RESERVED = List.of(
            "zuul",
            "nodepool",
            "unsafe_vars",
            "ansible_connection",
            "ansible_host",
            "ansible_python_interpreter",
            "ansible_shell_executable",
            "ansible_user");

    private VariableNames() {}

    /// Tells what is wrong with one name.
    static void check(Stanza stanza, String name, Span where) {
        if (!isVariable(name)) {
            stanza.report(
                    ConfigCode.BAD_VARIABLE_NAME,
                    where,
                    "'%s' is no name of a variable.".formatted(name),
                    "Use letters, digits and underscores, and begin with a letter.");
        } else if (RESERVED.contains(name)) {
            stanza.report(
                    ConfigCode.RESERVED_VARIABLE,
                    where,
                    "the variable '%s' is set by the engine itself.".formatted(name),
                    "Choose another name; reserved are %s.".formatted(SchemaCheck.quoted(RESERVED)));
        }
    }

    static boolean isVariable(String name) {
        return !name.isEmpty()
                && Character.isLetter(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
    }
}
