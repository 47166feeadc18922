package dev.sluice.engine.config.yaml;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.POSITIVE;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TRUTH;
import static dev.sluice.engine.config.yaml.Shapes.either;
import static dev.sluice.engine.config.yaml.Shapes.words;

import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.ListOf;
import java.util.List;

/// The attributes of all objects but pipelines and jobs (A50, A51, A60–A62).
final class ObjectSchemas {
    private static final String ALL_BRANCHES = "all-branches";
    static final String PER_BRANCH = "per-branch";
    static final String BRANCH_ASSIGNED = "branch-assigned";
    static final Schema OIDC = Schema.of(
            "secret.oidc",
            optional("algorithm", words("RS256"), "RS256"),
            optional("ttl", POSITIVE, "the tenant's default-oidc-ttl"),
            optional("iss", TEXT),
            optional("claims", new Shape.MapOf(new Shape.Anything()), "{}"));
    static final Schema SECRET = Schema.of(
                    "secret",
                    required("name", TEXT),
                    optional("data", new Shape.Data()),
                    optional("oidc", either(new Fields(OIDC), new Shape.Nothing())))
            .withOneOf("data", "oidc");
    static final Schema SEMAPHORE = Schema.of("semaphore", required("name", TEXT), optional("max", POSITIVE, "1"));
    static final Schema QUEUE = Schema.of(
            "queue",
            required("name", TEXT),
            optional("type", words(ALL_BRANCHES, PER_BRANCH, BRANCH_ASSIGNED), ALL_BRANCHES),
            optional("per-branch", TRUTH, "false"),
            optional("allow-circular-dependencies", TRUTH, "false"),
            optional("dependencies-by-topic", TRUTH, "false"));
    static final Schema PRAGMA = Schema.of(
            "pragma", optional("implied-branch-matchers", TRUTH), optional("implied-branches", Shapes.PATTERNS));

    static final Schema SECTION = Schema.of(
            "project.pipeline",
            optional("jobs", new ListOf(either(TEXT, new Shape.OneKey(new Fields(JobSchema.VARIANT)))), "[]"),
            optional("debug", TRUTH, "false"),
            optional("fail-fast", TRUTH, "false"),
            optional("parameters", new Shape.Anything()));
    static final List<String> MERGE_MODES = List.of(
            "merge",
            "merge-resolve",
            "merge-recursive",
            "merge-ort",
            "cherry-pick",
            "squash-merge",
            "rebase",
            "rebase-first-parent");
    static final Schema PROJECT = Schema.of(
                    "project",
                    optional("name", TEXT, "the project that holds the file"),
                    optional("description", TEXT),
                    optional("templates", new ListOf(TEXT), "[]"),
                    optional("branches", Shapes.PATTERNS),
                    optional("default-branch", TEXT, "master"),
                    optional("merge-mode", words(MERGE_MODES.toArray(new String[0])), "merge-resolve"),
                    optional("vars", new Shape.Variables(), "{}"),
                    optional("queue", TEXT))
            .andOthers(new Fields(SECTION));
    static final Schema TEMPLATE = Schema.of(
                    "project-template",
                    required("name", TEXT),
                    optional("description", TEXT),
                    optional("vars", new Shape.Variables(), "{}"),
                    optional("queue", TEXT))
            .andOthers(new Fields(SECTION));

    private ObjectSchemas() {}
}
