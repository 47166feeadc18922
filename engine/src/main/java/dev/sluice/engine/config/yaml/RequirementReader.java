package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ApprovalRequirement;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.LabelValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `require` and `reject` of a Gerrit connection (F92, F94).
final class RequirementReader {
    private RequirementReader() {}

    static List<GerritRequirement> read(Stanza stanza, String connection, YamlNode node) {
        int before = stanza.problems().list().size();
        Schema schema = TriggerSchemas.GERRIT_REQUIREMENT;
        new SchemaCheck(stanza)
                .fields(node, schema, new Shape.Fields(schema), "the requirement of '" + connection + "'");
        if (!(node instanceof YamlNode.Mapping mapping) || SmallChecks.errorsSince(stanza, before)) {
            return List.of();
        }
        var fields = new FieldReader(mapping, schema);
        return List.of(new GerritRequirement(
                connection,
                fields.truth("open"),
                fields.truth("current-patchset"),
                fields.truth("wip"),
                fields.textsOr("status"),
                approvals(stanza, fields.items("approval")),
                fields.regexesOr("hashtags")));
    }

    static List<ApprovalRequirement> approvals(Stanza stanza, List<YamlNode> nodes) {
        return nodes.stream().map(node -> approval(stanza, node)).toList();
    }

    private static ApprovalRequirement approval(Stanza stanza, YamlNode node) {
        var mapping = (YamlNode.Mapping) node;
        var fields = new FieldReader(mapping, TriggerSchemas.APPROVAL);
        List<LabelValues> labels = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (TriggerSchemas.APPROVAL.find(entry.key()).isEmpty()) {
                List<Integer> values = FieldReader.items(entry.value()).stream()
                        .map(item -> ((YamlNode.Scalar) item).value() instanceof Integer number ? number : 0)
                        .toList();
                labels.add(new LabelValues(entry.key(), values));
            }
        }
        return new ApprovalRequirement(
                fields.regexesOr("username").stream().findFirst(),
                fields.regexesOr("email").stream().findFirst(),
                age(stanza, fields, "older-than"),
                age(stanza, fields, "newer-than"),
                List.copyOf(labels));
    }

    private static Optional<Long> age(Stanza stanza, FieldReader fields, String name) {
        Optional<String> text = fields.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> seconds = seconds(text.get());
        if (seconds.isEmpty()) {
            stanza.report(
                    ConfigCode.BAD_AGE,
                    fields.span(name),
                    "attribute '%s' is '%s'.".formatted(name, text.get()),
                    "Write a number and one of s, m, h, d, w, such as '48h'.");
        }
        return seconds;
    }

    /// `48h` in seconds.
    private static Optional<Long> seconds(String text) {
        if (!text.matches("[0-9]{1,9}[smhdw]")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(number
                * switch (text.charAt(text.length() - 1)) {
                    case 's' -> 1L;
                    case 'm' -> 60L;
                    case 'h' -> 3_600L;
                    case 'd' -> 86_400L;
                    default -> 604_800L;
                });
    }
}
