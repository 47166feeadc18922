package dev.sluice.engine.config.yaml;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.COUNT;
import static dev.sluice.engine.config.yaml.Shapes.POSITIVE;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TEXTS;
import static dev.sluice.engine.config.yaml.Shapes.TRUTH;
import static dev.sluice.engine.config.yaml.Shapes.either;
import static dev.sluice.engine.config.yaml.Shapes.words;

import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.OneOrList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The attributes of a pipeline (A20, A21).
final class PipelineSchema {
    /// Default texts per action; an action without one says nothing.
    static final String START = "Starting {pipeline.name} jobs.";

    static final String SUCCESS = "Build succeeded.";
    static final String FAILURE = "Build failed.";
    static final String MERGE_CONFLICT = """
            Merge Failed.

            This change or one of its cross-repo dependencies was unable to be \
            automatically merged with the current state of its repository. \
            Please rebase the change and upload a new patchset.""";
    static final String DEQUEUE = "Build canceled.";
    private static final Shape BY_CONNECTION = new Shape.MapOf(new Shape.Anything());

    static final Schema PIPELINE = pipeline();

    private PipelineSchema() {}

    /// What the readers accept below the connections of an attribute, whatever the driver; nothing for other
    /// attributes.
    static Optional<Shape> below(String attribute) {
        if (attribute.equals("trigger")) {
            return Optional.of(new Shape.MapOf(new OneOrList(either(
                    new Fields(TriggerSchemas.GERRIT_TRIGGER),
                    new Fields(TriggerSchemas.GIT_TRIGGER),
                    new Fields(TriggerSchemas.TIMER_TRIGGER),
                    new Fields(TriggerSchemas.ZUUL_TRIGGER)))));
        }
        if (attribute.equals("require") || attribute.equals("reject")) {
            return Optional.of(new Shape.MapOf(new Fields(TriggerSchemas.GERRIT_REQUIREMENT)));
        }
        boolean action = Pipeline.ACTIONS.contains(attribute) || attribute.equals("merge-failure");
        return action
                ? Optional.of(new Shape.MapOf(either(
                        new Fields(TriggerSchemas.GERRIT_REPORTER),
                        new Fields(TriggerSchemas.SMTP_REPORTER),
                        new Shape.Nothing())))
                : Optional.empty();
    }

    private static Schema pipeline() {
        List<Attribute> all = new ArrayList<>(List.of(
                required("name", TEXT),
                required("manager", words("independent", "dependent", "serial", "supercedent")),
                optional("description", TEXT),
                optional("post-review", TRUTH, "false"),
                optional("precedence", words("normal", "low", "high"), "normal"),
                optional("allow-other-connections", TRUTH, "true"),
                optional("supercedes", TEXTS, "[]"),
                optional("allow-parameters", TRUTH, "false"),
                optional("ignore-dependencies", TRUTH, "false"),
                optional("dequeue-on-new-patchset", TRUTH, "true"),
                optional("trigger", BY_CONNECTION, "{}"),
                optional("require", BY_CONNECTION),
                optional("reject", BY_CONNECTION)));
        Pipeline.ACTIONS.forEach(action -> all.add(optional(action, BY_CONNECTION)));
        all.addAll(List.of(
                optional("merge-failure", BY_CONNECTION),
                optional("enqueue-message", TEXT, "\"\""),
                optional("start-message", TEXT, START),
                optional("success-message", TEXT, SUCCESS),
                optional("failure-message", TEXT, FAILURE),
                optional("merge-conflict-message", TEXT, "Merge Failed. …"),
                optional("merge-failure-message", TEXT),
                optional("no-jobs-message", TEXT, "\"\""),
                optional("dequeue-message", TEXT, DEQUEUE),
                optional("footer-message", TEXT),
                optional("disable-after-consecutive-failures", POSITIVE, "never"),
                optional("window", COUNT, "20"),
                optional("window-floor", POSITIVE, "3"),
                optional("window-ceiling", either(POSITIVE, new Shape.Nothing()), "unlimited"),
                optional("window-increase-type", words("linear", "exponential"), "linear"),
                optional("window-increase-factor", POSITIVE, "1"),
                optional("window-decrease-type", words("linear", "exponential"), "exponential"),
                optional("window-decrease-factor", POSITIVE, "2")));
        return new Schema("pipeline", List.copyOf(all), Optional.empty());
    }
}
