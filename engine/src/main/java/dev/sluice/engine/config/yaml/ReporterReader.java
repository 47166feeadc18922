package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.LabelVote;
import dev.sluice.engine.config.ReporterAction;
import dev.sluice.engine.queue.PipelineRules.MailForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what one connection is told under an action (F70).
final class ReporterReader {
    private ReporterReader() {}

    static ReporterAction gerrit(Stanza stanza, String connection, YamlNode node) {
        Schema schema = TriggerSchemas.GERRIT_REPORTER;
        Optional<YamlNode.Mapping> written = mapping(stanza, connection, node, schema);
        if (written.isEmpty()) {
            return new ReporterAction(connection, List.of(), true, false, "", Optional.empty());
        }
        YamlNode.Mapping mapping = written.get();
        var fields = new FieldReader(mapping, schema);
        SmallChecks.withoutEffect(stanza, fields, List.of("checks-api"));
        List<LabelVote> votes = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (schema.find(entry.key()).isEmpty()
                    && ((YamlNode.Scalar) entry.value()).value() instanceof Integer value) {
                votes.add(new LabelVote(entry.key(), value));
            }
        }
        return new ReporterAction(
                connection,
                List.copyOf(votes),
                fields.truthOr("comment", true),
                fields.truthOr("submit", false),
                fields.textOr("notify", ""),
                Optional.empty());
    }

    static ReporterAction smtp(Stanza stanza, String connection, YamlNode node) {
        Schema schema = TriggerSchemas.SMTP_REPORTER;
        MailForm form = mapping(stanza, connection, node, schema)
                .map(mapping -> new FieldReader(mapping, schema))
                .map(fields -> {
                    MessageTemplates.check(stanza, fields, "subject");
                    return new MailForm(
                            fields.textOr("to", ""), fields.textOr("from", ""), fields.textOr("subject", ""));
                })
                .orElse(new MailForm("", "", ""));
        return new ReporterAction(connection, List.of(), false, false, "", Optional.of(form));
    }

    /// What is written there, empty when that is nothing, or wrong.
    private static Optional<YamlNode.Mapping> mapping(Stanza stanza, String connection, YamlNode node, Schema schema) {
        int before = stanza.problems().list().size();
        boolean nothing = node instanceof YamlNode.Scalar scalar && scalar.value() == null;
        if (!nothing) {
            new SchemaCheck(stanza)
                    .fields(node, schema, new Shape.Fields(schema), "the reporter of '" + connection + "'");
        }
        return node instanceof YamlNode.Mapping mapping && !SmallChecks.errorsSince(stanza, before)
                ? Optional.of(mapping)
                : Optional.empty();
    }
}
