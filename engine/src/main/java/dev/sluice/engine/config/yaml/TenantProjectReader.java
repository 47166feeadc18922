package dev.sluice.engine.config.yaml;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.TenantProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the projects of one connection of a tenant: names, names with options, and groups (A3, A4).
final class TenantProjectReader {
    private static final List<String> DEFAULT_PATHS = List.of("zuul.yaml", "zuul.d/", ".zuul.yaml", ".zuul.d/");

    private final Stanza stanza;
    private final Connections.Connection connection;
    private final FieldReader tenant;

    /// @param tenant attributes of the tenant, some of which are defaults for its projects
    TenantProjectReader(Stanza stanza, Connections.Connection connection, FieldReader tenant) {
        this.stanza = stanza;
        this.connection = connection;
        this.tenant = tenant;
    }

    List<TenantProject> read(List<YamlNode> entries, boolean trusted) {
        var none = new YamlNode.Mapping(Span.FILE, YamlTag.NONE, List.of());
        List<TenantProject> projects = new ArrayList<>();
        entries.forEach(entry -> read(entry, none, trusted, projects));
        return projects;
    }

    private void read(YamlNode entry, YamlNode.Mapping group, boolean trusted, List<TenantProject> projects) {
        switch (entry) {
            case YamlNode.Scalar scalar
            when scalar.value() instanceof String name -> projects.add(project(name, group, trusted));
            case YamlNode.Mapping mapping
            when mapping.find("projects").isPresent() -> group(mapping, trusted, projects);
            case YamlNode.Mapping mapping
            when mapping.entries().size() == 1 -> {
                YamlNode.Entry only = mapping.entries().getFirst();
                if (checked(only.value(), TenantSchema.PROJECT_OPTIONS, only.key())) {
                    projects.add(project(only.key(), over(group, (YamlNode.Mapping) only.value()), trusted));
                }
            }
            default ->
                stanza.report(
                        ConfigCode.WRONG_TYPE,
                        entry.span(),
                        "a project is %s.".formatted(entry.describe()),
                        "Write its name, or '- name: {options}', or '- projects: [names]' with options.");
        }
    }

    private void group(YamlNode.Mapping mapping, boolean trusted, List<TenantProject> projects) {
        List<YamlNode.Entry> options = new ArrayList<>(mapping.entries());
        options.removeIf(entry -> entry.key().equals("projects"));
        var shared = new YamlNode.Mapping(mapping.span(), YamlTag.NONE, List.copyOf(options));
        if (checked(shared, TenantSchema.PROJECT_OPTIONS, "projects")) {
            mapping.find("projects")
                    .ifPresent(list -> FieldReader.items(list).forEach(item -> read(item, shared, trusted, projects)));
        }
    }

    private boolean checked(YamlNode node, Schema schema, String what) {
        int before = stanza.problems().list().size();
        new SchemaCheck(stanza).fields(node, schema, new Shape.Fields(schema), "'" + what + "'");
        return !SmallChecks.errorsSince(stanza, before);
    }

    private static YamlNode.Mapping over(YamlNode.Mapping group, YamlNode.Mapping own) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        group.entries().forEach(entry -> entries.put(entry.key(), entry));
        own.entries().forEach(entry -> entries.put(entry.key(), entry));
        return new YamlNode.Mapping(own.span(), YamlTag.NONE, List.copyOf(entries.values()));
    }

    private TenantProject project(String name, YamlNode.Mapping options, boolean trusted) {
        var fields = new FieldReader(options, TenantSchema.PROJECT_OPTIONS);
        refuseDefaultPaths(fields);
        String prefix = connection.hostname() + "/";
        String shortName = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return new TenantProject(
                new Project(connection.name(), connection.hostname(), shortName),
                trusted,
                fields.texts("include"),
                fields.textsOr("exclude"),
                fields.textsOr("shadow"),
                fields.textsOr("extra-config-paths"),
                fields.textOr("load-branch", "master"),
                fields.regexesOr("include-branches"),
                fields.regexesOr("exclude-branches"),
                fields.regexesOr("always-dynamic-branches"),
                fields.truth("implied-branch-matchers"),
                fields.regexesOr("configure-projects"),
                fields.truthOr("exclude-unprotected-branches", tenant.truthOr("exclude-unprotected-branches", false)),
                fields.truthOr("exclude-locked-branches", tenant.truthOr("exclude-locked-branches", false)),
                trusted && fields.truthOr("allow-base-jobs", true),
                trusted || fields.truthOr("allow-reporter-jobs", false));
    }

    private void refuseDefaultPaths(FieldReader fields) {
        for (YamlNode item : fields.items("extra-config-paths")) {
            String path = FieldReader.text(item);
            if (DEFAULT_PATHS.contains(path)) {
                stanza.report(
                        ConfigCode.DEFAULT_PATH_AS_EXTRA,
                        item.span(),
                        "'extra-config-paths' names '%s', which is read anyway.".formatted(path),
                        "Remove it; read anyway are %s.".formatted(SchemaCheck.quoted(DEFAULT_PATHS)));
            }
        }
    }
}
