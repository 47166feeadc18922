package dev.sluice.engine.conform;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.yaml.FieldReader;
import dev.sluice.engine.config.yaml.FileText;
import dev.sluice.engine.config.yaml.Schema;
import dev.sluice.engine.config.yaml.YamlNode;
import dev.sluice.engine.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the steps of a case (case-format section 4).
final class StepReader {
    private static final String REVIEWER = "reviewer";

    private final FileText file;
    private final Problems problems;

    StepReader(FileText file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Optional<Step> read(YamlNode node) {
        var mapping = (YamlNode.Mapping) node;
        if (mapping.entries().size() != 1) {
            problems.add(file.problem(
                    ConfigCode.SEVERAL_KEYS,
                    node.span(),
                    node.span(),
                    "a step has %d keys, but must have one."
                            .formatted(mapping.entries().size()),
                    "Begin every step with '- '."));
            return Optional.empty();
        }
        YamlNode.Entry entry = mapping.entries().getFirst();
        return Optional.of(step(entry.key(), entry.value()));
    }

    private static Step step(String kind, YamlNode value) {
        return switch (kind) {
            case "change" -> change(fields(value, CaseSchema.CHANGE));
            case "event" -> event(fields(value, CaseSchema.EVENT));
            case "vote" -> vote(fields(value, CaseSchema.VOTE));
            case "approve" -> new Step.Approve(texts(value));
            case "patchset" -> patchset(fields(value, CaseSchema.PATCHSET));
            case "abandon" -> new Step.Abandon(FieldReader.text(value));
            case "restore" -> new Step.Restore(FieldReader.text(value));
            case "merge" -> new Step.Merge(FieldReader.text(value));
            case "hold" -> new Step.Hold(FieldReader.text(value).equals("true"));
            case "release" -> release(value);
            case "outcome" -> new Step.AddOutcome(outcome(value));
            case "reconfigure" -> reconfigure(fields(value, CaseSchema.RECONFIGURE));
            case "branch" -> branch(fields(value, CaseSchema.BRANCH));
            case "admin" -> admin(fields(value, CaseSchema.ADMIN));
            case "advance" -> new Step.Advance(seconds(FieldReader.text(value)));
            case "check" -> new Step.Check(ExpectationReader.picture(fields(value, CaseSchema.CHECK)));
            default -> throw new IllegalStateException("no reader for the step '" + kind + "'");
        };
    }

    private static Step change(FieldReader fields) {
        return new Step.CreateChange(
                fields.textOr("id", ""),
                fields.textOr("project", ""),
                fields.textOr("branch", "master"),
                files(fields).orElse(Map.of()),
                fields.node("parent")
                        .filter(node -> node instanceof YamlNode.Scalar scalar && scalar.value() != null)
                        .map(FieldReader::text),
                fields.textsOr("depends_on"),
                fields.textOr("message", ""),
                fields.truthOr("wip", false),
                fields.truthOr("fail_submit", false));
    }

    private static Step event(FieldReader fields) {
        return new Step.Event(
                fields.textOr("type", ""),
                fields.textOr("change", ""),
                ExpectationReader.numbers(fields, "approvals"),
                fields.textOr("comment", ""),
                fields.textOr("by", REVIEWER),
                fields.textOr("project", ""),
                fields.textOr("ref", ""));
    }

    private static Step vote(FieldReader fields) {
        return new Step.Vote(
                fields.textOr("change", ""),
                fields.textOr("label", ""),
                fields.wholeOr("value", 0),
                fields.textOr("by", REVIEWER));
    }

    private static Step patchset(FieldReader fields) {
        return new Step.NewPatchset(
                fields.textOr("change", ""), files(fields), fields.text("message"), fields.texts("depends_on"));
    }

    private static Step release(YamlNode value) {
        if (value instanceof YamlNode.Scalar) {
            return new Step.Release(".*", "", 0);
        }
        var fields = fields(value, CaseSchema.RELEASE);
        return new Step.Release(fields.textOr("job", ".*"), fields.textOr("change", ""), fields.wholeOr("count", 0));
    }

    static ConformanceCase.Outcome outcome(YamlNode value) {
        var fields = fields(value, CaseSchema.OUTCOME);
        return new ConformanceCase.Outcome(
                fields.textOr("job", ".*"),
                fields.textOr("change", ""),
                fields.wholeOr("times", 0),
                fields.textOr("result", "SUCCESS"),
                fields.map("return").orElse(Map.of()));
    }

    private static Step reconfigure(FieldReader fields) {
        return new Step.Reconfigure(
                fields.textOr("project", ""),
                fields.textOr("branch", "master"),
                files(fields).orElse(Map.of()));
    }

    private static Step branch(FieldReader fields) {
        return new Step.CreateBranch(
                fields.textOr("project", ""),
                fields.textOr("name", ""),
                fields.textOr("from", "master"),
                files(fields).orElse(Map.of()));
    }

    private static Step admin(FieldReader fields) {
        return new Step.Admin(
                fields.textOr("command", ""),
                fields.textOr("pipeline", ""),
                fields.textOr("change", ""),
                fields.textOr("project", ""),
                fields.textOr("ref", ""),
                fields.textsOr("changes"));
    }

    private static Optional<Map<String, Optional<String>>> files(FieldReader fields) {
        return fields.node("files").map(node -> {
            Map<String, Optional<String>> files = new LinkedHashMap<>();
            CaseReader.entries(node).forEach(entry -> files.put(entry.key(), text(entry.value())));
            return files;
        });
    }

    private static Optional<String> text(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.value() == null
                ? Optional.empty()
                : Optional.of(FieldReader.text(node));
    }

    private static FieldReader fields(YamlNode node, Schema schema) {
        return new FieldReader((YamlNode.Mapping) node, schema);
    }

    static List<String> texts(YamlNode node) {
        return FieldReader.items(node).stream().map(FieldReader::text).toList();
    }

    /// `1h`, `90s`, `2d` in seconds; a bare number is seconds.
    private static long seconds(String text) {
        char unit = text.charAt(text.length() - 1);
        long factor = switch (unit) {
            case 'd' -> 86_400;
            case 'h' -> 3_600;
            case 'm' -> 60;
            default -> 1;
        };
        String number = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
        return Long.parseLong(number) * factor;
    }
}
