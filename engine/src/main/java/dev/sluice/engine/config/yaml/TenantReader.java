package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.ProjectIndex;
import dev.sluice.engine.config.Semaphore;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the tenant file (A1–A6). Its problems are fatal.
public final class TenantReader {
    private static final int MAX_NODES = 5;
    private static final int MAX_TIMEOUT = 10_800;
    private static final int MAX_OIDC_TTL = 10_800;
    private static final int DEFAULT_OIDC_TTL = 3_600;

    private final FileText file;
    private final Connections connections;
    private final Problems problems = new Problems();
    private final List<TenantDefinition> tenants = new ArrayList<>();
    private final List<Semaphore> semaphores = new ArrayList<>();

    public TenantReader(FileText file, Connections connections) {
        this.file = file;
        this.connections = connections;
    }

    public List<TenantDefinition> tenants() {
        return List.copyOf(tenants);
    }

    public Problems problems() {
        return problems;
    }

    /// Reads the list of a whole file.
    public void readAll(YamlNode root) {
        if (!(root instanceof YamlNode.Sequence list)) {
            problems.add(file.problem(
                    ConfigCode.NOT_A_LIST,
                    root.span(),
                    root.span(),
                    "the tenant file is %s, not a list.".formatted(root.describe()),
                    "Begin every entry with '- tenant:'."));
            return;
        }
        List<YamlNode.Entry> later = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
                problems.add(file.problem(
                        ConfigCode.NOT_A_MAPPING,
                        item.span(),
                        item.span(),
                        "an entry of the tenant file is %s.".formatted(item.describe()),
                        "Write a mapping with one key, such as '- tenant:', and its attributes indented below."));
                continue;
            }
            YamlNode.Entry entry = mapping.entries().getFirst();
            if (!TenantSchema.KINDS.contains(entry.key())) {
                unknownKind(item, entry);
            } else if (entry.key().equals("global-semaphore")) {
                semaphore(item, entry.value());
            } else if (entry.key().equals("tenant")) {
                later.add(entry);
            }
        }
        later.forEach(entry -> tenant(entry.value()));
    }

    private void unknownKind(YamlNode item, YamlNode.Entry entry) {
        String meant = Suggestions.didYouMean(entry.key(), TenantSchema.KINDS);
        problems.add(file.problem(
                ConfigCode.UNKNOWN_OBJECT,
                entry.keySpan(),
                item.span(),
                "there is no '%s' in a tenant file.".formatted(entry.key()),
                (meant.isEmpty() ? "" : meant + " ") + "Known: " + String.join(", ", TenantSchema.KINDS) + "."));
    }

    private void semaphore(YamlNode item, YamlNode value) {
        var stanza = new Stanza(file, item.span(), "global-semaphore", problems);
        int before = problems.list().size();
        Schema schema = TenantSchema.GLOBAL_SEMAPHORE;
        new SchemaCheck(stanza).fields(value, schema, new Shape.Fields(schema), "");
        if (value instanceof YamlNode.Mapping mapping && !SmallChecks.errorsSince(stanza, before)) {
            var fields = new FieldReader(mapping, schema);
            var semaphore =
                    new Semaphore(fields.textOr("name", ""), fields.wholeOr("max", 1), java.util.Optional.empty());
            if (semaphores.stream().anyMatch(known -> known.name().equals(semaphore.name()))) {
                stanza.report(
                        ConfigCode.SEMAPHORE_TWICE_GLOBAL,
                        item.span(),
                        "the global semaphore '%s' is already defined.".formatted(semaphore.name()),
                        "Keep one of them.");
            }
            semaphores.add(semaphore);
        }
    }

    /// Reads the value of one `tenant:` entry.
    public void tenant(YamlNode value) {
        String name = value instanceof YamlNode.Mapping mapping
                        && mapping.find("name").orElse(null) instanceof YamlNode.Scalar scalar
                ? scalar.text()
                : "";
        var stanza = new Stanza(file, value.span(), "tenant '" + name + "'", problems);
        var check = new SchemaCheck(stanza);
        check.fields(value, TenantSchema.TENANT, new Shape.Fields(TenantSchema.TENANT), "");
        if (!(value instanceof YamlNode.Mapping mapping)) {
            return;
        }
        if (tenants.stream().anyMatch(known -> known.name().equals(name))) {
            stanza.report(
                    ConfigCode.TENANT_NAME_TWICE,
                    value.span(),
                    "there is already a tenant called '%s'.".formatted(name),
                    "Give every tenant a name of its own.");
        }
        var fields = new FieldReader(check.sound(mapping, TenantSchema.TENANT), TenantSchema.TENANT);
        tenants.add(new TenantDefinition(
                name,
                new ProjectIndex(projects(stanza, mapping, fields)),
                fields.wholeOr("max-nodes-per-job", MAX_NODES),
                fields.wholeOr("max-job-timeout", MAX_TIMEOUT),
                fields.textOr("default-parent", "base"),
                fields.text("default-ansible-version"),
                fields.texts("allowed-triggers"),
                fields.texts("allowed-reporters"),
                fields.regexesOr("allowed-labels"),
                fields.regexesOr("disallowed-labels"),
                number(fields, "max-dependencies"),
                number(fields, "max-changes-per-pipeline"),
                fields.truthOr("use-nodepool", true),
                fields.wholeOr("max-oidc-ttl", MAX_OIDC_TTL),
                fields.wholeOr("default-oidc-ttl", DEFAULT_OIDC_TTL),
                fields.textsOr("allowed-oidc-issuers"),
                globalSemaphores(stanza, fields)));
    }

    private static OptionalInt number(FieldReader fields, String name) {
        return fields.whole(name).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private List<TenantProject> projects(Stanza stanza, YamlNode.Mapping tenant, FieldReader fields) {
        List<TenantProject> trusted = new ArrayList<>();
        List<TenantProject> untrusted = new ArrayList<>();
        if (tenant.find("source").orElse(null) instanceof YamlNode.Mapping sources) {
            for (YamlNode.Entry entry : sources.entries()) {
                var connection = connections
                        .find(entry.key())
                        .filter(found -> !found.hostname().isEmpty());
                if (connection.isEmpty()) {
                    List<String> known = connections.list().stream()
                            .filter(each -> !each.hostname().isEmpty())
                            .map(Connections.Connection::name)
                            .toList();
                    String meant = Suggestions.didYouMean(entry.key(), known);
                    stanza.report(
                            ConfigCode.UNKNOWN_CONNECTION,
                            entry.keySpan(),
                            "'source' names the connection '%s', which the settings do not have, or which has no projects."
                                    .formatted(entry.key()),
                            (meant.isEmpty() ? "" : meant + " ") + "Known connections: " + String.join(", ", known)
                                    + ".");
                    continue;
                }
                if (!(entry.value() instanceof YamlNode.Mapping lists)) {
                    continue;
                }
                var source =
                        new FieldReader(new SchemaCheck(stanza).sound(lists, TenantSchema.SOURCE), TenantSchema.SOURCE);
                var reader = new TenantProjectReader(stanza, connection.get(), fields);
                trusted.addAll(reader.read(source.items("config-projects"), true));
                untrusted.addAll(reader.read(source.items("untrusted-projects"), false));
            }
        }
        List<TenantProject> all =
                Stream.concat(trusted.stream(), untrusted.stream()).toList();
        refuseTwice(stanza, fields, all);
        return all;
    }

    /// A5.
    private static void refuseTwice(Stanza stanza, FieldReader fields, List<TenantProject> all) {
        Set<String> seen = new LinkedHashSet<>();
        for (TenantProject project : all) {
            String name = project.project().canonicalName();
            if (!seen.add(name)) {
                stanza.report(
                        ConfigCode.PROJECT_TWICE,
                        fields.span("source"),
                        "the project '%s' is listed more than once.".formatted(name),
                        "List it once, as a config project or as an untrusted project.");
            }
        }
    }

    private List<Semaphore> globalSemaphores(Stanza stanza, FieldReader fields) {
        List<Semaphore> usable = new ArrayList<>();
        List<String> known = semaphores.stream().map(Semaphore::name).toList();
        for (YamlNode item : fields.items("semaphores")) {
            String name = FieldReader.text(item);
            semaphores.stream().filter(each -> each.name().equals(name)).forEach(usable::add);
            if (!known.contains(name)) {
                stanza.report(
                        ConfigCode.GLOBAL_SEMAPHORE_NOT_FOUND,
                        item.span(),
                        "there is no global semaphore called '%s'.".formatted(name),
                        (Suggestions.didYouMean(name, known) + " Define it with '- global-semaphore:'.").strip());
            }
        }
        return List.copyOf(usable);
    }
}
