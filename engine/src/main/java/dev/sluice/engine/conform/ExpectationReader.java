package dev.sluice.engine.conform;

import dev.sluice.engine.config.yaml.FieldReader;
import dev.sluice.engine.config.yaml.Schema;
import dev.sluice.engine.config.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what a case expects (case-format section 5).
final class ExpectationReader {
    private ExpectationReader() {}

    static Expectation read(FieldReader fields) {
        return new Expectation(
                fields.node("history").map(ExpectationReader::history),
                fields.whole("history_count"),
                map(fields, "results", pipelines -> map(pipelines, jobs -> map(jobs, FieldReader::text))),
                map(fields, "buildsets", pipelines -> map(pipelines, FieldReader::text)),
                map(fields, "changes", ExpectationReader::change),
                fields.items("jobs").stream().map(ExpectationReader::jobs).toList(),
                fields.items("frozen").stream().map(ExpectationReader::frozen).toList(),
                fields.items("params").stream().map(ExpectationReader::param).toList(),
                fields.list("errors", ExpectationReader::error),
                fields.truthOr("no_errors", false),
                map(fields, "queues", ExpectationReader::queues));
    }

    static Picture picture(FieldReader fields) {
        return new Picture(
                fields.list("builds", ExpectationReader::build),
                map(fields, "queues", ExpectationReader::queues),
                map(fields, "windows", projects -> map(projects, ExpectationReader::number)),
                numbers(fields, "semaphores"),
                fields.list("paused", ExpectationReader::build),
                map(fields, "changes", ExpectationReader::change));
    }

    static Map<String, Integer> numbers(FieldReader fields, String name) {
        return map(fields, name, ExpectationReader::number);
    }

    private static Expectation.History history(YamlNode node) {
        var fields = fields(node, CaseSchema.HISTORY);
        return new Expectation.History(
                fields.truthOr("ordered", false),
                fields.items("entries").stream().map(ExpectationReader::ended).toList());
    }

    private static Expectation.BuildEnded ended(YamlNode node) {
        var fields = fields(node, CaseSchema.HISTORY_ENTRY);
        return new Expectation.BuildEnded(
                fields.textOr("job", ""),
                fields.textOr("result", ""),
                fields.textsOr("changes"),
                fields.textOr("ref", ""));
    }

    private static Picture.BuildSeen build(YamlNode node) {
        var fields = fields(node, CaseSchema.BUILD);
        return new Picture.BuildSeen(fields.textOr("job", ""), fields.textsOr("changes"), fields.textOr("ref", ""));
    }

    private static Picture.ChangeExpected change(YamlNode node) {
        var fields = fields(node, CaseSchema.CHANGE_EXPECTED);
        return new Picture.ChangeExpected(
                fields.text("status"),
                fields.whole("reports"),
                numbers(fields, "votes"),
                fields.items("messages").stream()
                        .map(ExpectationReader::message)
                        .toList());
    }

    private static Picture.MessageExpected message(YamlNode node) {
        var fields = fields(node, CaseSchema.MESSAGE);
        return new Picture.MessageExpected(
                fields.wholeOr("index", -1), fields.textsOr("contains"), fields.textsOr("excludes"));
    }

    private static Expectation.Jobs jobs(YamlNode node) {
        var fields = fields(node, CaseSchema.JOBS);
        return new Expectation.Jobs(
                fields.textOr("change", ""), fields.textOr("pipeline", ""), fields.textsOr("exactly"));
    }

    private static Expectation.FrozenExpected frozen(YamlNode node) {
        var fields = fields(node, CaseSchema.FROZEN);
        Map<String, Object> attributes = new LinkedHashMap<>(((YamlNode.Mapping) node).plain());
        attributes.keySet().removeAll(List.of("change", "pipeline", "job"));
        return new Expectation.FrozenExpected(
                fields.textOr("change", ""), fields.textOr("pipeline", ""), fields.textOr("job", ""), attributes);
    }

    private static Expectation.Param param(YamlNode node) {
        var fields = fields(node, CaseSchema.PARAM);
        return new Expectation.Param(
                fields.textOr("job", ""),
                fields.textOr("change", ""),
                fields.textOr("path", ""),
                fields.node("equals").orElseThrow().plain());
    }

    private static Expectation.ErrorExpected error(YamlNode node) {
        var fields = fields(node, CaseSchema.ERROR);
        return new Expectation.ErrorExpected(
                fields.textOr("error", ""),
                fields.textOr("project", ""),
                fields.textOr("branch", ""),
                fields.textOr("path", ""),
                fields.textsOr("contains"));
    }

    private static List<List<String>> queues(YamlNode node) {
        return FieldReader.items(node).stream().map(StepReader::texts).toList();
    }

    private static int number(YamlNode node) {
        return Integer.parseInt(FieldReader.text(node));
    }

    private static FieldReader fields(YamlNode node, Schema schema) {
        return new FieldReader((YamlNode.Mapping) node, schema);
    }

    private static <T> Map<String, T> map(FieldReader fields, String name, Function<YamlNode, T> read) {
        Optional<YamlNode> node = fields.node(name);
        return node.isEmpty() ? Map.of() : map(node.get(), read);
    }

    private static <T> Map<String, T> map(YamlNode node, Function<YamlNode, T> read) {
        Map<String, T> all = new LinkedHashMap<>();
        CaseReader.entries(node).forEach(entry -> all.put(entry.key(), read.apply(entry.value())));
        return all;
    }
}
