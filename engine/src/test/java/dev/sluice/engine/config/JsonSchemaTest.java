package dev.sluice.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sluice.engine.TestTenants;
import dev.sluice.engine.config.yaml.FileParser;
import dev.sluice.engine.config.yaml.FileText;
import dev.sluice.engine.config.yaml.JsonSchema;
import dev.sluice.engine.config.yaml.ParsedFile;
import dev.sluice.engine.config.yaml.YamlNode;
import dev.sluice.engine.config.yaml.YamlReader;
import dev.sluice.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schemas in `docs/schema` are those of the parser's tables, and agree with the parser. Run with
/// `-Dschema.update` to write them anew.
class JsonSchemaTest {
    private static final Path DOCS = Path.of("../docs/schema");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final YAMLMapper YAML = new YAMLMapper();
    /// What the tables say alone; further checks are the readers' own.
    private static final List<String> OF_TABLES = List.of(
            "CONFIG-101",
            "CONFIG-102",
            "CONFIG-103",
            "CONFIG-104",
            "CONFIG-105",
            "CONFIG-107",
            "CONFIG-108",
            "CONFIG-109",
            "CONFIG-111",
            "CONFIG-112");

    @Test
    void theRepositorySchemaIsTheOneOfTheTables() throws IOException {
        compare("zuul.schema.json", JsonSchema.ofRepository());
    }

    @Test
    void theTenantSchemaIsTheOneOfTheTables() throws IOException {
        compare("main.schema.json", JsonSchema.ofTenants());
    }

    private static void compare(String name, Map<String, Object> schema) throws IOException {
        String made = JSON.writeValueAsString(schema) + "\n";
        Path golden = DOCS.resolve(name);
        if (System.getProperty("schema.update") != null) {
            Files.createDirectories(DOCS);
            Files.writeString(golden, made);
        }
        assertThat(made).isEqualTo(Files.readString(golden));
    }

    /// Every configuration file of every conformance case: where the parser finds nothing, the schema finds nothing.
    @Test
    void acceptsWhatTheParserAccepts() throws IOException {
        var schema = validator("zuul.schema.json");
        int checked = 0;
        for (String text : conformanceFiles()) {
            if (problems(text).isEmpty()) {
                assertThat(schema.validate(value(text))).as(text).isEmpty();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void acceptsAFileWithEveryAttribute() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/problems/valid/everything.case"));
        for (String section : text.split("=== ", -1)) {
            String[] halves = section.split("\n", 2);
            if (halves.length == 2 && halves[0].strip().endsWith(".yaml") && !halves[1].isBlank()) {
                String schema = halves[0].startsWith("main.yaml") ? "main.schema.json" : "zuul.schema.json";
                assertThat(validator(schema).validate(value(halves[1])))
                        .as(halves[0])
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job: {name: a}",
                "- [a]",
                "- {job: {name: a}, queue: {name: b}}",
                "- jbo: {name: a}",
                "- job: {name: a, pre-runn: x}",
                "- job: {name: 1}",
                "- job: {name: a, timeout: 0}",
                "- job: {name: a, timeout: '5'}",
                "- job: {name: a, vars: {1a: x}}",
                "- job: {name: a, vars: {zuul: x}}",
                "- job: {name: a, workspace-scheme: deep}",
                "- job: {name: a, branches: {regex: x, negated: true}}",
                "- job: {name: a, dependencies: [{name: b, softly: true}]}",
                "- job: {parent: b}",
                "- pipeline: {name: a, manager: parallel}",
                "- pipeline: {name: a, manager: serial, trigger: {gerrit: [{evnt: x}]}}",
                "- pipeline: {name: a, manager: serial, success: {gerrit: {Verified: high}}}",
                "- project: {check: {jobs: {a: {}}}}",
                "- project: {check: {jobs: [{a: {}, b: {}}]}}",
                "- nodeset: {name: a, nodes: [{name: n}]}",
                "- semaphore: {name: a, max: 0}",
                "- secret: {name: a}",
                "- secret: {name: a, data: {a: b}, oidc: {ttl: 1}}",
                "- queue: {name: a, per-branch: maybe}",
                "- pragma: {implied-branchs: [a]}"
            })
    void refusesWhatTheParserRefuses(String text) throws IOException {
        assertThat(problems(text)).as("the parser").isNotEmpty();
        assertThat(validator("zuul.schema.json").validate(value(text)))
                .as("the schema")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant: {name: t}",
                "- tenant: {nam: t}",
                "- tenant: {name: t, source: {gerrit: {config-project: [a]}}}",
                "- tenant: {name: t, source: {gerrit: {config-projects: [{a: {shadows: b}}]}}}",
                "- tenant: {name: t, source: {gerrit: {config-projects: [{include: [jobs], projects: [a]}]}}}",
                "- tenant: {name: t, max-dependencies: -2}",
                "- global-semaphore: {name: s, max: none}"
            })
    void refusesWrongTenantFiles(String text) throws IOException {
        assertThat(validator("main.schema.json").validate(value(text))).isNotEmpty();
    }

    @Test
    void acceptsTheFormsOfATenantsProjects() throws IOException {
        String text = """
                - tenant:
                    name: t
                    source:
                      gerrit:
                        config-projects: cfg
                        untrusted-projects:
                          - a
                          - b: {exclude: [job], shadow: a}
                          - exclude-branches: ^old
                            projects: [c, {d: {load-branch: x}}]
                - authorization-rule: {name: r}
                """;

        assertThat(validator("main.schema.json").validate(value(text))).isEmpty();
    }

    /// As an editor sees it: anchors and merge keys resolved, tags passed over.
    private static JsonNode value(String text) {
        YamlNode root =
                YamlReader.read(new FileText("", "", "zuul.yaml", text)).root().orElseThrow();
        return JSON.valueToTree(root.plain());
    }

    private static com.networknt.schema.JsonSchema validator(String name) throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(DOCS.resolve(name)));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    private static List<String> problems(String text) {
        ParsedFile file = new FileParser(TestTenants.CONNECTIONS)
                .parse(TestTenants.project("p"), "master", "zuul.yaml", true, text);
        return Stream.concat(
                        file.problems().stream(), file.stanzas().stream().flatMap(stanza -> stanza.problems().stream()))
                .map(Problem::code)
                .filter(code -> OF_TABLES.contains(code)
                        || code.equals("CONFIG-106")
                        || code.equals("CONFIG-117")
                        || code.startsWith("CONFIG-00"))
                .toList();
    }

    private static List<String> conformanceFiles() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/conformance"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                JsonNode repos = YAML.readTree(Files.readString(file)).path("repos");
                repos.forEach(branches ->
                        branches.forEach(paths -> paths.properties().forEach(entry -> {
                            String path = entry.getKey();
                            if (path.matches("\\.?zuul\\.yaml|\\.?zuul\\.d/.*\\.yaml")
                                    && !entry.getValue().asText().isBlank()) {
                                texts.add(entry.getValue().asText());
                            }
                        })));
            }
        }
        return texts;
    }
}
