package dev.sluice.engine.playbook;

import java.util.List;
import java.util.Map;

/// A module's arguments.
///
/// @param arguments allowed names
/// @param aliases other name → argument
/// @param required groups of which at least one argument must be there
/// @param choices argument → allowed words
/// @param freeForm whether a plain text is a command
/// @param anyArguments whether every name is allowed, as for `set_fact`
/// @param executor whether it is harmless on the executor
public record ModuleSpec(
        String name,
        List<String> arguments,
        Map<String, String> aliases,
        List<List<String>> required,
        Map<String, List<String>> choices,
        boolean freeForm,
        boolean anyArguments,
        boolean executor) {

    /// The argument that a name stands for.
    String argument(String name) {
        return aliases.getOrDefault(name, name);
    }
}
