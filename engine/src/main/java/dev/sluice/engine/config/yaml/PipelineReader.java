package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.Manager;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.ReporterAction;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.config.Window;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads pipelines (A20–A22).
final class PipelineReader {
    private final Stanza stanza;
    private final Source source;
    private final Connections connections;

    PipelineReader(Stanza stanza, Source source, Connections connections) {
        this.stanza = stanza;
        this.source = source;
        this.connections = connections;
    }

    Pipeline pipeline(YamlNode.Mapping mapping) {
        var fields = new FieldReader(mapping, PipelineSchema.PIPELINE);
        MessageTemplates.check(stanza, fields);
        SmallChecks.withoutEffect(stanza, fields, List.of("allow-parameters"));
        return new Pipeline(
                fields.textOr("name", ""),
                Manager.valueOf(fields.textOr("manager", "").toUpperCase(Locale.ROOT)),
                fields.textOr("description", ""),
                fields.truthOr("post-review", false),
                fields.textOr("precedence", "normal"),
                fields.truthOr("allow-other-connections", true),
                fields.textsOr("supercedes"),
                fields.truthOr("ignore-dependencies", false),
                fields.truthOr("dequeue-on-new-patchset", true),
                triggers(fields),
                requirements(fields, "require"),
                requirements(fields, "reject"),
                reporters(fields),
                messages(fields),
                fields.textOr("footer-message", ""),
                optional(fields.whole("disable-after-consecutive-failures")),
                window(fields),
                Optional.of(source));
    }

    private List<Trigger> triggers(FieldReader fields) {
        List<Trigger> triggers = new ArrayList<>();
        byConnection(fields, "trigger", (connection, node) -> {
            if (connection.driver().equals("smtp")) {
                refuseDriver("trigger", connection, node, "Name a connection that has events; mail has none.");
                return;
            }
            for (YamlNode item : FieldReader.items(node)) {
                triggers.addAll(new TriggerReader(stanza, connection.name()).read(connection.driver(), item));
            }
        });
        return List.copyOf(triggers);
    }

    private List<GerritRequirement> requirements(FieldReader fields, String name) {
        List<GerritRequirement> requirements = new ArrayList<>();
        byConnection(fields, name, (connection, node) -> {
            if (connection.driver().equals("gerrit")) {
                requirements.addAll(RequirementReader.read(stanza, connection.name(), node));
            } else {
                refuseDriver(name, connection, node, "Name a Gerrit connection.");
            }
        });
        return List.copyOf(requirements);
    }

    private Map<String, List<ReporterAction>> reporters(FieldReader fields) {
        Map<String, List<ReporterAction>> all = new LinkedHashMap<>();
        for (String action : Pipeline.ACTIONS) {
            String attribute = action.equals("merge-conflict") && !fields.has(action) ? "merge-failure" : action;
            List<ReporterAction> list = new ArrayList<>();
            byConnection(fields, attribute, (connection, node) -> {
                switch (connection.driver()) {
                    case "gerrit" -> list.add(ReporterReader.gerrit(stanza, connection.name(), node));
                    case "smtp" -> list.add(ReporterReader.smtp(stanza, connection.name(), node));
                    default -> refuseDriver(attribute, connection, node, "Name a Gerrit connection, or one for mail.");
                }
            });
            boolean falls = action.equals("merge-conflict") || action.equals("config-error");
            if (falls && !fields.has(attribute)) {
                all.put(action, all.getOrDefault("failure", List.of()));
            } else if (!list.isEmpty()) {
                all.put(action, List.copyOf(list));
            }
        }
        all.values().removeIf(List::isEmpty);
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, String> messages(FieldReader fields) {
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("enqueue", fields.textOr("enqueue-message", ""));
        messages.put("start", fields.textOr("start-message", PipelineSchema.START));
        messages.put("success", fields.textOr("success-message", PipelineSchema.SUCCESS));
        messages.put("failure", fields.textOr("failure-message", PipelineSchema.FAILURE));
        messages.put(
                "merge-conflict",
                fields.text("merge-conflict-message")
                        .or(() -> fields.text("merge-failure-message"))
                        .orElse(PipelineSchema.MERGE_CONFLICT));
        messages.put("no-jobs", fields.textOr("no-jobs-message", ""));
        messages.put("dequeue", fields.textOr("dequeue-message", PipelineSchema.DEQUEUE));
        return Collections.unmodifiableMap(messages);
    }

    private Window window(FieldReader fields) {
        int floor = fields.wholeOr("window-floor", 3);
        Optional<Integer> ceiling = fields.whole("window-ceiling");
        if (ceiling.filter(most -> most < floor).isPresent()) {
            stanza.report(
                    ConfigCode.WINDOW_CEILING,
                    fields.span("window-ceiling"),
                    "window-ceiling may not be less than window-floor, which is %d.".formatted(floor),
                    "Raise 'window-ceiling' or lower 'window-floor'.");
        }
        return new Window(
                fields.wholeOr("window", 20),
                floor,
                optional(ceiling),
                fields.textOr("window-increase-type", "linear").equals("exponential"),
                fields.wholeOr("window-increase-factor", 1),
                fields.textOr("window-decrease-type", "exponential").equals("exponential"),
                fields.wholeOr("window-decrease-factor", 2));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static OptionalInt optional(Optional<Integer> number) {
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    private interface PerConnection {
        void read(Connections.Connection connection, YamlNode node);
    }

    private void byConnection(FieldReader fields, String name, PerConnection read) {
        if (!(fields.node(name).orElse(null) instanceof YamlNode.Mapping mapping)) {
            return;
        }
        for (YamlNode.Entry entry : mapping.entries()) {
            Optional<Connections.Connection> connection = connections.find(entry.key());
            if (connection.isPresent()) {
                read.read(connection.get(), entry.value());
            } else {
                stanza.report(
                        ConfigCode.NO_SUCH_CONNECTION,
                        entry.keySpan(),
                        "'%s' names the connection '%s', which the settings do not have.".formatted(name, entry.key()),
                        (Suggestions.didYouMean(entry.key(), connections.names()) + " Known connections: "
                                        + String.join(", ", connections.names()) + ".")
                                .strip());
            }
        }
    }

    private void refuseDriver(String attribute, Connections.Connection connection, YamlNode node, String hint) {
        stanza.report(
                ConfigCode.NOT_ALLOWED_VALUE,
                node.span(),
                "'%s' cannot be given for the connection '%s', whose driver is '%s'."
                        .formatted(attribute, connection.name(), connection.driver()),
                hint);
    }
}
