package dev.sluice.engine.conform;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.ANY_NUMBER;
import static dev.sluice.engine.config.yaml.Shapes.COUNT;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TEXTS;
import static dev.sluice.engine.config.yaml.Shapes.TRUTH;
import static dev.sluice.engine.config.yaml.Shapes.either;
import static dev.sluice.engine.config.yaml.Shapes.words;

import dev.sluice.engine.config.yaml.Attribute;
import dev.sluice.engine.config.yaml.Schema;
import dev.sluice.engine.config.yaml.Shape;
import dev.sluice.engine.config.yaml.Shape.Anything;
import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.ListOf;
import dev.sluice.engine.config.yaml.Shape.MapOf;
import java.util.List;

/// The case format is closed: an unknown key is an error. These tables say what is known.
final class CaseSchema {
    private static final Shape TEXT_OR_NULL = either(TEXT, new Shape.Nothing());
    private static final Shape FILES = new MapOf(TEXT_OR_NULL);
    private static final Shape NUMBERS = new MapOf(ANY_NUMBER);
    private static final Shape QUEUES = new MapOf(new ListOf(new ListOf(TEXT)));
    static final Schema OUTCOME = Schema.of(
            "case.outcome",
            required("job", TEXT),
            optional("change", TEXT),
            optional("times", COUNT),
            optional("result", TEXT),
            optional("return", new MapOf(new Anything())));
    static final Schema NODE_FAILURE = Schema.of("case.nodes", required("job", TEXT), optional("change", TEXT));
    static final Schema EXECUTOR =
            Schema.of("case.executor", optional("hold", TRUTH), optional("outcomes", new ListOf(new Fields(OUTCOME))));
    static final Schema NODES = Schema.of("case.nodes", optional("fail", new ListOf(new Fields(NODE_FAILURE))));

    static final Schema BUILD = Schema.of(
            "case.build", required("job", TEXT), optional("changes", new ListOf(TEXT)), optional("ref", TEXT));
    static final Schema MESSAGE = Schema.of(
            "case.message", optional("index", ANY_NUMBER), optional("contains", TEXTS), optional("excludes", TEXTS));
    static final Schema CHANGE_EXPECTED = Schema.of(
            "case.changes",
            optional("status", TEXT),
            optional("reports", COUNT),
            optional("votes", NUMBERS),
            optional("messages", new ListOf(new Fields(MESSAGE))));
    private static final Shape CHANGES = new MapOf(new Fields(CHANGE_EXPECTED));
    static final Schema CHECK = Schema.of(
            "case.check",
            optional("builds", new ListOf(new Fields(BUILD))),
            optional("queues", QUEUES),
            optional("windows", new MapOf(NUMBERS)),
            optional("semaphores", NUMBERS),
            optional("paused", new ListOf(new Fields(BUILD))),
            optional("changes", CHANGES));

    static final Schema CHANGE = Schema.of(
            "case.change",
            required("id", TEXT),
            required("project", TEXT),
            optional("branch", TEXT),
            optional("files", FILES),
            optional("parent", TEXT_OR_NULL),
            optional("depends_on", new ListOf(TEXT)),
            optional("message", TEXT),
            optional("wip", TRUTH),
            optional("fail_submit", TRUTH));
    static final Schema EVENT = Schema.of(
            "case.event",
            required("type", TEXT),
            optional("change", TEXT),
            optional("approvals", NUMBERS),
            optional("comment", TEXT),
            optional("by", TEXT),
            optional("project", TEXT),
            optional("ref", TEXT));
    static final Schema VOTE = Schema.of(
            "case.vote",
            required("change", TEXT),
            required("label", TEXT),
            required("value", ANY_NUMBER),
            optional("by", TEXT));
    static final Schema PATCHSET = Schema.of(
            "case.patchset",
            required("change", TEXT),
            optional("files", FILES),
            optional("message", TEXT),
            optional("depends_on", new ListOf(TEXT)));
    static final Schema RELEASE =
            Schema.of("case.release", optional("job", TEXT), optional("change", TEXT), optional("count", COUNT));
    static final Schema RECONFIGURE = Schema.of(
            "case.reconfigure", required("project", TEXT), optional("branch", TEXT), optional("files", FILES));
    static final Schema BRANCH = Schema.of(
            "case.branch",
            required("project", TEXT),
            required("name", TEXT),
            optional("from", TEXT),
            optional("files", FILES));
    static final Schema ADMIN = Schema.of(
            "case.admin",
            required("command", words("enqueue", "dequeue", "promote")),
            optional("pipeline", TEXT),
            optional("change", TEXT),
            optional("project", TEXT),
            optional("ref", TEXT),
            optional("changes", new ListOf(TEXT)));
    static final Schema STEP = Schema.of(
            "case.step",
            optional("change", new Fields(CHANGE)),
            optional("event", new Fields(EVENT)),
            optional("vote", new Fields(VOTE)),
            optional("approve", new ListOf(TEXT)),
            optional("patchset", new Fields(PATCHSET)),
            optional("abandon", TEXT),
            optional("restore", TEXT),
            optional("merge", TEXT),
            optional("hold", TRUTH),
            optional("release", either(words("all"), new Fields(RELEASE))),
            optional("outcome", new Fields(OUTCOME)),
            optional("reconfigure", new Fields(RECONFIGURE)),
            optional("branch", new Fields(BRANCH)),
            optional("admin", new Fields(ADMIN)),
            optional("advance", TEXT),
            optional("check", new Fields(CHECK)));

    static final Schema HISTORY_ENTRY = Schema.of(
            "case.history",
            required("job", TEXT),
            required("result", TEXT),
            optional("changes", new ListOf(TEXT)),
            optional("ref", TEXT));
    static final Schema HISTORY = Schema.of(
            "case.history", optional("ordered", TRUTH), required("entries", new ListOf(new Fields(HISTORY_ENTRY))));
    static final Schema JOBS = Schema.of(
            "case.jobs", required("change", TEXT), required("pipeline", TEXT), required("exactly", new ListOf(TEXT)));
    /// Names of the attributes that `frozen` may compare.
    static final List<String> FROZEN_ATTRIBUTES = List.of(
            "timeout",
            "post_timeout",
            "attempts",
            "voting",
            "hold_following_changes",
            "post_review",
            "pre_run",
            "run",
            "post_run",
            "nodes",
            "groups",
            "tags",
            "provides",
            "requires",
            "vars",
            "extra_vars",
            "host_vars",
            "group_vars",
            "dependencies",
            "semaphores",
            "required_projects",
            "override_checkout",
            "success_message",
            "failure_message",
            "deduplicate",
            "failure_output");
    static final Schema FROZEN = frozen();
    static final Schema PARAM = Schema.of(
            "case.params",
            required("job", TEXT),
            optional("change", TEXT),
            required("path", TEXT),
            required("equals", new Anything()));
    static final Schema ERROR = Schema.of(
            "case.errors",
            optional("error", TEXT),
            optional("project", TEXT),
            optional("branch", TEXT),
            optional("path", TEXT),
            optional("contains", TEXTS));
    static final Schema EXPECT = Schema.of(
            "case.expect",
            optional("history", new Fields(HISTORY)),
            optional("history_count", COUNT),
            optional("results", new MapOf(new MapOf(new MapOf(TEXT)))),
            optional("buildsets", new MapOf(new MapOf(TEXT))),
            optional("changes", CHANGES),
            optional("jobs", new ListOf(new Fields(JOBS))),
            optional("frozen", new ListOf(new Fields(FROZEN))),
            optional("params", new ListOf(new Fields(PARAM))),
            optional("errors", new ListOf(new Fields(ERROR))),
            optional("no_errors", TRUTH),
            optional("queues", new MapOf(new ListOf(new ListOf(TEXT)))));

    static final Schema CASE = Schema.of(
            "case",
            required("case", TEXT),
            required("title", TEXT),
            optional("rules", new ListOf(TEXT)),
            optional("verified", either(TEXT, TRUTH)),
            optional("why", TEXT),
            required("level", words("config", "scheduler")),
            required("tenant", new MapOf(new Anything())),
            required("repos", new MapOf(new MapOf(new MapOf(TEXT)))),
            optional("executor", new Fields(EXECUTOR)),
            optional("nodes", new Fields(NODES)),
            optional("steps", new ListOf(new Fields(STEP))),
            required("expect", new Fields(EXPECT)));

    private CaseSchema() {}

    private static Schema frozen() {
        Attribute[] all = new Attribute[FROZEN_ATTRIBUTES.size() + 3];
        all[0] = required("change", TEXT);
        all[1] = required("pipeline", TEXT);
        all[2] = required("job", TEXT);
        for (int i = 0; i < FROZEN_ATTRIBUTES.size(); i++) {
            all[i + 3] = optional(FROZEN_ATTRIBUTES.get(i), new Anything());
        }
        return Schema.of("case.frozen", all);
    }
}
