package dev.sluice.engine.config.yaml;

import static java.util.Objects.requireNonNull;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a configuration file of a repository: a list of stanzas with one key each (A13–A15).
///
/// A file that is no YAML is lost as a whole; a wrong stanza is lost alone.
public final class FileParser {
    /// Objects that newer versions of Zuul know and this engine passes over (A16).
    static final List<String> PASSED_OVER = List.of("image", "flavor", "label", "section", "provider");

    /// Kind of object → its table.
    static final Map<String, Schema> TABLES = tables();

    private static final Set<String> KINDS = TABLES.keySet();
    private static final int MOST_PROBLEMS = 1_000;

    private final Connections connections;

    private static Map<String, Schema> tables() {
        Map<String, Schema> tables = new LinkedHashMap<>();
        tables.put("job", JobSchema.JOB);
        tables.put("project", ObjectSchemas.PROJECT);
        tables.put("project-template", ObjectSchemas.TEMPLATE);
        tables.put("pipeline", PipelineSchema.PIPELINE);
        tables.put("nodeset", NodesetSchema.NAMED);
        tables.put("secret", ObjectSchemas.SECRET);
        tables.put("semaphore", ObjectSchemas.SEMAPHORE);
        tables.put("queue", ObjectSchemas.QUEUE);
        tables.put("pragma", ObjectSchemas.PRAGMA);
        return Collections.unmodifiableMap(tables);
    }

    public FileParser(Connections connections) {
        this.connections = connections;
    }

    public ParsedFile parse(Project project, String branch, String path, boolean trusted, String text) {
        var file = new FileText(project.canonicalName(), branch, path, text);
        YamlReader.Outcome outcome = YamlReader.read(file);
        if (outcome.root().isEmpty()) {
            return new ParsedFile(List.of(), outcome.problems());
        }
        YamlNode root = outcome.root().get();
        if (root instanceof YamlNode.Scalar scalar && scalar.value() == null) {
            return new ParsedFile(List.of(), List.of());
        }
        if (!(root instanceof YamlNode.Sequence list)) {
            return new ParsedFile(
                    List.of(),
                    List.of(file.problem(
                            ConfigCode.NOT_A_LIST,
                            root.span(),
                            root.span(),
                            "the file is %s, not a list of stanzas.".formatted(root.describe()),
                            "Begin every stanza with '- '.")));
        }
        List<ParsedStanza> stanzas = new ArrayList<>();
        int problems = 0;
        for (YamlNode item : list.items()) {
            Optional<ParsedStanza> stanza = item(file, project, trusted, item);
            stanza.ifPresent(stanzas::add);
            problems += stanza.map(each -> each.problems().size()).orElse(0);
            if (problems > MOST_PROBLEMS) {
                return new ParsedFile(
                        List.copyOf(stanzas),
                        List.of(file.problem(
                                ConfigCode.TOO_MANY_PROBLEMS,
                                item.span(),
                                item.span(),
                                "the file has more than %d problems; what follows was not read."
                                        .formatted(MOST_PROBLEMS),
                                "Mend the ones above first.")));
            }
        }
        return new ParsedFile(List.copyOf(stanzas), List.of());
    }

    private Optional<ParsedStanza> item(FileText file, Project project, boolean trusted, YamlNode item) {
        var source = new Source(
                project,
                file.branch(),
                file.path(),
                trusted,
                file.place(item.span()),
                file.excerpt(item.span(), item.span()));
        var problems = new Problems();
        if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
            notOneKey(file, item, problems);
            return Optional.of(new ParsedStanza("", "", source, Optional.empty(), problems.list()));
        }
        YamlNode.Entry entry = mapping.entries().getFirst();
        String kind = entry.key();
        if (PASSED_OVER.contains(kind)) {
            return label(entry, source);
        }
        if (!KINDS.contains(kind)) {
            String meant = Suggestions.didYouMean(kind, KINDS);
            problems.add(file.problem(
                    ConfigCode.UNKNOWN_OBJECT,
                    entry.keySpan(),
                    item.span(),
                    "there is no object called '%s'.".formatted(kind),
                    (meant.isEmpty() ? "" : meant + " ") + "Known objects: " + String.join(", ", KINDS) + "."));
            return Optional.of(new ParsedStanza("", kind, source, Optional.empty(), problems.list()));
        }
        String name = entry.value() instanceof YamlNode.Mapping value
                ? value.find("name").map(FileParser::display).orElse("")
                : "";
        String shown = name.isEmpty() && kind.equals("project") ? project.name() : name;
        String label = kind + (shown.isEmpty() ? "" : " '" + shown + "'");
        var stanza = new Stanza(file, item.span(), label, problems);
        Optional<ConfigObject> object = read(stanza, kind, entry.value(), source);
        boolean errors = problems.list().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        return Optional.of(new ParsedStanza(kind, name, source, errors ? Optional.empty() : object, problems.list()));
    }

    /// Of what is passed over, the names of labels count.
    private static Optional<ParsedStanza> label(YamlNode.Entry entry, Source source) {
        if (!entry.key().equals("label") || !(entry.value() instanceof YamlNode.Mapping label)) {
            return Optional.empty();
        }
        return label.find("name")
                .map(FileParser::display)
                .map(name -> new ParsedStanza(
                        "label", name, source, Optional.of(new ConfigObject.OfLabel(name)), List.of()));
    }

    private static String display(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }

    private static void notOneKey(FileText file, YamlNode item, Problems problems) {
        if (item instanceof YamlNode.Mapping mapping) {
            List<String> keys =
                    mapping.entries().stream().map(YamlNode.Entry::key).toList();
            problems.add(file.problem(
                    ConfigCode.SEVERAL_KEYS,
                    item.span(),
                    item.span(),
                    "a stanza has %d keys (%s), but must have one.".formatted(keys.size(), SchemaCheck.quoted(keys)),
                    "Indent the attributes further than the word before them."));
        } else {
            problems.add(file.problem(
                    ConfigCode.NOT_A_MAPPING,
                    item.span(),
                    item.span(),
                    "a stanza is %s, not a mapping.".formatted(item.describe()),
                    "Write '- job:' or another object, and its attributes below."));
        }
    }

    private Optional<ConfigObject> read(Stanza stanza, String kind, YamlNode value, Source source) {
        Schema schema = requireNonNull(TABLES.get(kind), kind);
        new SchemaCheck(stanza).fields(value, schema, new Shape.Fields(schema), "");
        if (!(value instanceof YamlNode.Mapping mapping) || stanza.problems().hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case "job" -> new ConfigObject.OfJob(new JobReader(stanza, source).definition(mapping));
                    case "project" -> new ConfigObject.OfProject(new ProjectReader(stanza, source).project(mapping));
                    case "project-template" ->
                        new ConfigObject.OfTemplate(new ProjectReader(stanza, source).template(mapping));
                    case "pipeline" ->
                        new ConfigObject.OfPipeline(new PipelineReader(stanza, source, connections).pipeline(mapping));
                    case "nodeset" -> new ConfigObject.OfNodeset(new NodesetReader(stanza, source).nodeset(mapping));
                    default -> small(stanza, kind, mapping, schema, source);
                });
    }

    private static ConfigObject small(
            Stanza stanza, String kind, YamlNode.Mapping mapping, Schema schema, Source source) {
        var fields = new FieldReader(mapping, schema);
        return switch (kind) {
            case "secret" -> new ConfigObject.OfSecret(SmallObjects.secret(stanza, fields, source));
            case "semaphore" -> new ConfigObject.OfSemaphore(SmallObjects.semaphore(fields, source));
            case "queue" -> new ConfigObject.OfQueue(SmallObjects.queue(stanza, fields, source));
            case "pragma" -> new ConfigObject.OfPragma(SmallObjects.pragma(fields));
            default -> throw new IllegalStateException("no reader for '" + kind + "'");
        };
    }
}
