package dev.sluice.engine.config.yaml;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.ANY_NUMBER;
import static dev.sluice.engine.config.yaml.Shapes.PATTERNS;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TEXTS;
import static dev.sluice.engine.config.yaml.Shapes.TRUTH;
import static dev.sluice.engine.config.yaml.Shapes.words;

import dev.sluice.engine.config.ZuulTrigger;
import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.MapOf;
import dev.sluice.engine.config.yaml.Shape.OneOrList;

/// What a pipeline may say to each driver: triggers, requirements, reporters (F70, F90–F96).
final class TriggerSchemas {
    static final Schema APPROVAL = Schema.of(
                    "approval",
                    optional("username", PATTERNS),
                    optional("email", PATTERNS),
                    optional("older-than", TEXT),
                    optional("newer-than", TEXT))
            .andOthers(new OneOrList(ANY_NUMBER));
    static final Schema GERRIT_REQUIREMENT = Schema.of(
            "requirement",
            optional("open", TRUTH),
            optional("current-patchset", TRUTH),
            optional("wip", TRUTH),
            optional("status", TEXTS),
            optional("approval", new OneOrList(new Fields(APPROVAL))),
            optional("hashtags", PATTERNS));
    private static final Shape VOTES = new OneOrList(new MapOf(ANY_NUMBER));
    private static final String[] GERRIT_EVENTS = {
        "patchset-created",
        "comment-added",
        "change-merged",
        "change-abandoned",
        "change-restored",
        "ref-updated",
        "vote-deleted",
        "hashtags-changed",
        "wip-state-changed",
        "draft-published",
        "pending-check"
    };
    static final Schema GERRIT_TRIGGER = Schema.of(
            "gerrit trigger",
            required("event", new OneOrList(words(GERRIT_EVENTS))),
            optional("branch", PATTERNS),
            optional("ref", PATTERNS),
            optional("ignore-deletes", TRUTH, "true"),
            optional("comment", PATTERNS),
            optional("email", PATTERNS),
            optional("username", PATTERNS),
            optional("approval", VOTES),
            optional("approval-change", VOTES),
            optional("added", PATTERNS),
            optional("removed", PATTERNS),
            optional("require", new Fields(GERRIT_REQUIREMENT)),
            optional("reject", new Fields(GERRIT_REQUIREMENT)),
            optional("require-approval", new OneOrList(new Fields(APPROVAL))),
            optional("reject-approval", new OneOrList(new Fields(APPROVAL))),
            optional("debug", TRUTH, "false"));
    static final Schema GIT_TRIGGER = Schema.of(
            "git trigger",
            required("event", new OneOrList(words("ref-updated"))),
            optional("ref", PATTERNS),
            optional("ignore-deletes", TRUTH, "true"));
    static final Schema TIMER_TRIGGER = Schema.of("timer trigger", required("time", TEXTS));
    static final Schema ZUUL_TRIGGER = Schema.of(
            "zuul trigger",
            required(
                    "event",
                    new OneOrList(words(ZuulTrigger.PARENT_CHANGE_ENQUEUED, ZuulTrigger.PROJECT_CHANGE_MERGED))),
            optional("pipeline", TEXTS));
    static final Schema GERRIT_REPORTER = Schema.of(
                    "gerrit reporter",
                    optional("submit", TRUTH, "false"),
                    optional("comment", TRUTH, "true"),
                    optional("notify", words("NONE", "OWNER", "OWNER_REVIEWERS", "ALL")),
                    optional("checks-api", new Shape.Anything()))
            .andOthers(ANY_NUMBER);
    static final Schema SMTP_REPORTER =
            Schema.of("smtp reporter", optional("to", TEXT), optional("from", TEXT), optional("subject", TEXT));

    private TriggerSchemas() {}
}
