package dev.sluice.engine.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What playbooks may use: modules with their arguments, and the native roles that the caller has an implementation of.
///
/// A role name in the catalogue is the engine's own: a role as data of the same name is not used.
public final class Catalogue {
    private final Map<String, ModuleSpec> modules = new LinkedHashMap<>();
    private final SortedSet<String> roles;

    /// @param roles names of native roles
    public Catalogue(List<String> roles) {
        this.roles = new TreeSet<>(roles);
        for (ModuleSpec spec : Modules.ALL) {
            modules.put(spec.name(), spec);
        }
    }

    public Optional<ModuleSpec> module(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    public List<String> moduleNames() {
        return modules.keySet().stream().sorted().toList();
    }

    public boolean isRole(String name) {
        return roles.contains(name);
    }

    public List<String> roleNames() {
        return List.copyOf(roles);
    }

    /// Modules that an untrusted project's playbook may use on the executor.
    public List<String> executorModuleNames() {
        return modules.values().stream()
                .filter(ModuleSpec::executor)
                .map(ModuleSpec::name)
                .sorted()
                .toList();
    }

    List<String> wordsOfTasks() {
        List<String> words = new ArrayList<>(moduleNames());
        words.addAll(TaskKeywords.ALL);
        return words;
    }
}
