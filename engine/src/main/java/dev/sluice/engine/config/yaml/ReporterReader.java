package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.LabelVote;
import dev.sluice.engine.config.ReporterAction;
import java.util.ArrayList;
import java.util.List;

/// Reads what one Gerrit connection is told under an action (F70).
final class ReporterReader {
    private ReporterReader() {}

    static ReporterAction read(Stanza stanza, String connection, YamlNode node) {
        int before = stanza.problems().list().size();
        Schema schema = TriggerSchemas.GERRIT_REPORTER;
        boolean nothing = node instanceof YamlNode.Scalar scalar && scalar.value() == null;
        if (!nothing) {
            new SchemaCheck(stanza)
                    .fields(node, schema, new Shape.Fields(schema), "the reporter of '" + connection + "'");
        }
        if (!(node instanceof YamlNode.Mapping mapping) || SmallChecks.errorsSince(stanza, before)) {
            return new ReporterAction(connection, List.of(), true, false, "");
        }
        var fields = new FieldReader(mapping, schema);
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
                fields.textOr("notify", ""));
    }
}
