package dev.sluice.activities.step.module;

import java.util.LinkedHashMap;
import java.util.Map;

/// All modules by name; the names are those of [dev.sluice.engine.playbook.Catalogue].
public final class ModuleTable {
    private ModuleTable() {}

    public static Map<String, Module> all() {
        Map<String, Module> modules = new LinkedHashMap<>();
        modules.put("command", new CommandModule(false));
        modules.put("shell", new CommandModule(true));
        modules.put("copy", new CopyModule(false));
        modules.put("template", new CopyModule(true));
        modules.put("file", new FileModule());
        modules.put("stat", new StatModule());
        modules.put("debug", Statements::debug);
        modules.put("assert", Statements::check);
        modules.put("fail", Statements::fail);
        modules.put("set_fact", Statements::setFact);
        modules.put("zuul_return", Statements::zuulReturn);
        return modules;
    }
}
