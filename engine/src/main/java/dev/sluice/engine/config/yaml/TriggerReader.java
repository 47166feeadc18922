package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.CronTime;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.GerritTrigger;
import dev.sluice.engine.config.GitTrigger;
import dev.sluice.engine.config.LabelVote;
import dev.sluice.engine.config.TimerTrigger;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.config.ZuulTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one entry of a pipeline's `trigger` (F90–F96).
final class TriggerReader {
    private final Stanza stanza;
    private final String connection;

    TriggerReader(Stanza stanza, String connection) {
        this.stanza = stanza;
        this.connection = connection;
    }

    List<Trigger> read(String driver, YamlNode node) {
        Schema schema = switch (driver) {
            case "gerrit" -> TriggerSchemas.GERRIT_TRIGGER;
            case "git" -> TriggerSchemas.GIT_TRIGGER;
            case "timer" -> TriggerSchemas.TIMER_TRIGGER;
            case "zuul" -> TriggerSchemas.ZUUL_TRIGGER;
            default -> throw new IllegalStateException("unknown driver " + driver);
        };
        int before = stanza.problems().list().size();
        new SchemaCheck(stanza).fields(node, schema, new Shape.Fields(schema), "the trigger of '" + connection + "'");
        if (!(node instanceof YamlNode.Mapping mapping) || SmallChecks.errorsSince(stanza, before)) {
            return List.of();
        }
        var fields = new FieldReader(mapping, schema);
        return switch (driver) {
            case "gerrit" -> List.of(gerrit(fields));
            case "git" ->
                List.of(new GitTrigger(connection, fields.regexesOr("ref"), fields.truthOr("ignore-deletes", true)));
            case "timer" -> timers(fields);
            default -> List.of(new ZuulTrigger(connection, fields.textsOr("event"), fields.textsOr("pipeline")));
        };
    }

    private GerritTrigger gerrit(FieldReader fields) {
        return new GerritTrigger(
                connection,
                fields.regexesOr("event"),
                fields.regexesOr("branch"),
                fields.regexesOr("ref"),
                fields.truthOr("ignore-deletes", true),
                fields.regexesOr("comment"),
                fields.regexesOr("email"),
                fields.regexesOr("username"),
                votes(fields, "approval"),
                votes(fields, "approval-change"),
                fields.regexesOr("added"),
                fields.regexesOr("removed"),
                requirements(fields, "require", "require-approval"),
                requirements(fields, "reject", "reject-approval"));
    }

    private static List<LabelVote> votes(FieldReader fields, String name) {
        List<LabelVote> votes = new ArrayList<>();
        for (YamlNode item : fields.items(name)) {
            for (YamlNode.Entry entry : ((YamlNode.Mapping) item).entries()) {
                if (((YamlNode.Scalar) entry.value()).value() instanceof Integer value) {
                    votes.add(new LabelVote(entry.key(), value));
                }
            }
        }
        return List.copyOf(votes);
    }

    private List<GerritRequirement> requirements(FieldReader fields, String name, String deprecated) {
        List<GerritRequirement> all = new ArrayList<>();
        fields.node(name).ifPresent(node -> all.addAll(RequirementReader.read(stanza, connection, node)));
        fields.node(deprecated).ifPresent(node -> {
            stanza.report(
                    deprecated.equals("require-approval")
                            ? ConfigCode.DEPRECATED_REQUIRE_APPROVAL
                            : ConfigCode.DEPRECATED_REJECT_APPROVAL,
                    node.span(),
                    "'%s' is deprecated.".formatted(deprecated),
                    "Write '%s: {approval: …}'.".formatted(name));
            all.add(new GerritRequirement(
                    connection,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    RequirementReader.approvals(stanza, FieldReader.items(node)),
                    List.of()));
        });
        return List.copyOf(all);
    }

    private List<Trigger> timers(FieldReader fields) {
        List<Trigger> timers = new ArrayList<>();
        for (YamlNode item : fields.items("time")) {
            Optional<CronTime> time = CronTime.parse(FieldReader.text(item));
            if (time.isPresent()) {
                timers.add(new TimerTrigger(connection, time.get()));
            } else {
                stanza.report(
                        ConfigCode.BAD_CRON,
                        item.span(),
                        "'%s' is no time of a timer.".formatted(FieldReader.text(item)),
                        "Write minute, hour, day of month, month and day of week, such as '0 2 * * *'; "
                                + "0 is Monday; seconds and a jitter may follow.");
            }
        }
        return List.copyOf(timers);
    }
}
