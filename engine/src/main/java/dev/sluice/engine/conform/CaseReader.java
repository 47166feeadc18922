package dev.sluice.engine.conform;

import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.yaml.FieldReader;
import dev.sluice.engine.config.yaml.FileText;
import dev.sluice.engine.config.yaml.SchemaCheck;
import dev.sluice.engine.config.yaml.Shape;
import dev.sluice.engine.config.yaml.Stanza;
import dev.sluice.engine.config.yaml.TenantReader;
import dev.sluice.engine.config.yaml.YamlNode;
import dev.sluice.engine.config.yaml.YamlReader;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a case file; the format is closed, so every unknown key is a problem.
public final class CaseReader {
    /// The one connection of every case's world (case-format section 2).
    public static final Connections CONNECTIONS = Connections.gerrit("gerrit", "review.example.com");

    private CaseReader() {}

    /// The case, or nothing and the reasons.
    public static Parsed<Optional<ConformanceCase>> read(String path, String text) {
        var file = new FileText("", "", path, text);
        YamlReader.Outcome outcome = YamlReader.read(file);
        var problems = new Problems();
        problems.addAll(outcome.problems());
        if (outcome.root().isEmpty()) {
            return new Parsed<>(Optional.empty(), problems.list());
        }
        YamlNode root = outcome.root().get();
        var stanza = new Stanza(file, root.span(), "case", problems);
        new SchemaCheck(stanza).fields(root, CaseSchema.CASE, new Shape.Fields(CaseSchema.CASE), "");
        if (problems.hasErrors() || !(root instanceof YamlNode.Mapping mapping)) {
            return new Parsed<>(Optional.empty(), problems.list());
        }
        return read(file, mapping, problems);
    }

    private static Parsed<Optional<ConformanceCase>> read(FileText file, YamlNode.Mapping mapping, Problems problems) {
        var fields = new FieldReader(mapping, CaseSchema.CASE);
        var tenants = new TenantReader(file, CONNECTIONS);
        fields.node("tenant").ifPresent(tenants::tenant);
        problems.addAll(tenants.problems().list());
        if (problems.hasErrors()) {
            return new Parsed<>(Optional.empty(), problems.list());
        }
        TenantDefinition tenant = tenants.tenants().getFirst();
        Optional<FieldReader> executor = reader(fields, "executor", CaseSchema.EXECUTOR);
        Optional<FieldReader> nodes = reader(fields, "nodes", CaseSchema.NODES);
        var steps = new StepReader(file, problems);
        var read = new ConformanceCase(
                fields.textOr("case", ""),
                fields.textOr("title", ""),
                fields.textsOr("rules"),
                fields.textOr("verified", "no"),
                fields.textOr("level", ""),
                tenant,
                repos(fields),
                executor.map(each -> each.truthOr("hold", false)).orElse(false),
                executor.map(each -> each.items("outcomes")).orElse(List.of()).stream()
                        .map(StepReader::outcome)
                        .toList(),
                nodes.map(each -> each.items("fail")).orElse(List.of()).stream()
                        .map(CaseReader::failure)
                        .toList(),
                fields.items("steps").stream()
                        .flatMap(node -> steps.read(node).stream())
                        .toList(),
                ExpectationReader.read(
                        reader(fields, "expect", CaseSchema.EXPECT).orElseThrow()));
        return new Parsed<>(problems.hasErrors() ? Optional.empty() : Optional.of(read), problems.list());
    }

    private static Optional<FieldReader> reader(
            FieldReader fields, String name, dev.sluice.engine.config.yaml.Schema schema) {
        return fields.node(name).map(node -> new FieldReader((YamlNode.Mapping) node, schema));
    }

    private static ConformanceCase.NodeFailure failure(YamlNode node) {
        var fields = new FieldReader((YamlNode.Mapping) node, CaseSchema.NODE_FAILURE);
        return new ConformanceCase.NodeFailure(fields.textOr("job", ""), fields.textOr("change", ""));
    }

    private static Map<String, Map<String, Map<String, String>>> repos(FieldReader fields) {
        Map<String, Map<String, Map<String, String>>> repos = new LinkedHashMap<>();
        for (YamlNode.Entry project : entries(fields.node("repos").orElseThrow())) {
            Map<String, Map<String, String>> branches = new LinkedHashMap<>();
            for (YamlNode.Entry branch : entries(project.value())) {
                Map<String, String> texts = new LinkedHashMap<>();
                entries(branch.value()).forEach(each -> texts.put(each.key(), FieldReader.text(each.value())));
                branches.put(branch.key(), texts);
            }
            repos.put(project.key(), branches);
        }
        return repos;
    }

    static List<YamlNode.Entry> entries(YamlNode node) {
        return new ArrayList<>(((YamlNode.Mapping) node).entries());
    }
}
