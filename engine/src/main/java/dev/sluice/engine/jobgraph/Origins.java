package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Setting;
import dev.sluice.engine.config.TenantDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds out which stanzas made each attribute of a job (section 2.3).
final class Origins {
    /// Attributes that gather what all stanzas say, unless one says `!override`.
    private static final List<String> GATHERED = List.of(
            "pre-run",
            "post-run",
            "cleanup-run",
            "roles",
            "secrets",
            "vars",
            "extra-vars",
            "host-vars",
            "group-vars",
            "include-vars",
            "tags",
            "provides",
            "requires",
            "semaphores",
            "required-projects",
            "allowed-projects",
            "failure-output",
            "post-review");

    private Origins() {}

    static List<Origin> of(JobUnderway job, Map<String, Object> projectVars, TenantDefinition tenant) {
        Map<String, List<String>> found = new TreeMap<>();
        for (JobVariant variant : job.applied()) {
            List<String> set = new ArrayList<>(SetAttributes.ofExecution(variant, true));
            set.addAll(SetAttributes.ofContext(variant));
            for (String attribute : set) {
                List<String> from = found.computeIfAbsent(attribute, _ -> new ArrayList<>());
                if (replaces(variant, attribute)) {
                    from.clear();
                }
                from.add(variant.path());
            }
        }
        if (!projectVars.isEmpty()) {
            found.computeIfAbsent("vars", _ -> new ArrayList<>())
                    .addFirst("variables of the project and its templates");
        }
        if (!found.containsKey("ansible-version")) {
            tenant.defaultAnsibleVersion()
                    .ifPresent(_ -> found.put("ansible-version", List.of("the tenant's default-ansible-version")));
        }
        return found.entrySet().stream()
                .map(entry -> new Origin(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static boolean replaces(JobVariant variant, String attribute) {
        Optional<Setting.Mode> said = Optional.ofNullable(modes(variant).get(attribute));
        boolean usually = !GATHERED.contains(attribute);
        return said.map(mode -> new Setting<>(attribute, mode).replaces(usually))
                .orElse(usually);
    }

    private static Map<String, Setting.Mode> modes(JobVariant variant) {
        JobExecution execution = variant.execution();
        Map<String, Optional<? extends Setting<?>>> settings = new LinkedHashMap<>();
        settings.put("files", variant.context().files());
        settings.put("irrelevant-files", variant.context().irrelevantFiles());
        settings.put("tags", variant.context().tags());
        settings.put("provides", variant.context().provides());
        settings.put("requires", variant.context().requires());
        settings.put("dependencies", variant.context().dependencies());
        settings.put("vars", execution.vars());
        settings.put("extra-vars", execution.extraVars());
        settings.put("host-vars", execution.hostVars());
        settings.put("group-vars", execution.groupVars());
        settings.put("include-vars", execution.includeVars());
        settings.put("required-projects", execution.requiredProjects());
        settings.put("failure-output", execution.failureOutput());
        Map<String, Setting.Mode> modes = new LinkedHashMap<>();
        settings.forEach((name, setting) -> setting.ifPresent(value -> modes.put(name, value.mode())));
        return modes;
    }
}
