package dev.sluice.engine.config.yaml;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.ANY_NUMBER;
import static dev.sluice.engine.config.yaml.Shapes.COUNT;
import static dev.sluice.engine.config.yaml.Shapes.PATTERNS;
import static dev.sluice.engine.config.yaml.Shapes.POSITIVE;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TEXTS;
import static dev.sluice.engine.config.yaml.Shapes.TRUTH;
import static dev.sluice.engine.config.yaml.Shapes.either;

import dev.sluice.engine.config.yaml.Shape.Anything;
import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.MapOf;
import dev.sluice.engine.config.yaml.Shape.OneKey;
import dev.sluice.engine.config.yaml.Shape.OneOrList;
import dev.sluice.engine.config.yaml.Shape.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The tenant file (A1–A4).
public final class TenantSchema {
    /// The classes that `include` and `exclude` speak of (A3).
    public static final List<String> CLASSES =
            List.of("pipeline", "job", "semaphore", "project", "project-template", "nodeset", "secret", "queue");

    /// Classes that Sluice passes over: its nodes come from container images (A16).
    private static final List<String> PROVIDER_CLASSES = List.of("image", "flavor", "label", "section", "provider");

    private static final Shape CLASS_LIST = new OneOrList(
            new Word(Stream.concat(CLASSES.stream(), PROVIDER_CLASSES.stream()).toList()));
    static final Schema PROJECT_OPTIONS = Schema.of(
            "tenant.project",
            optional("include", CLASS_LIST),
            optional("exclude", CLASS_LIST),
            optional("shadow", TEXTS, "[]"),
            optional("exclude-unprotected-branches", TRUTH, "false"),
            optional("exclude-locked-branches", TRUTH, "false"),
            optional("extra-config-paths", TEXTS, "[]"),
            optional("load-branch", TEXT, "master"),
            optional("allow-base-jobs", TRUTH, "true"),
            optional("include-provider-config", TRUTH, "false"),
            optional("include-branches", PATTERNS),
            optional("exclude-branches", PATTERNS),
            optional("always-dynamic-branches", PATTERNS),
            optional("implied-branch-matchers", TRUTH),
            optional("configure-projects", PATTERNS),
            optional("allow-circular-dependencies", TRUTH, "false"),
            optional("allow-reporter-jobs", TRUTH));
    static final Schema SOURCE = Schema.of(
            "tenant.source",
            optional("config-projects", new OneOrList(new Anything()), "[]"),
            optional("untrusted-projects", new OneOrList(new Anything()), "[]"));
    static final Schema TENANT = Schema.of(
            "tenant",
            required("name", TEXT),
            optional("source", new MapOf(new Fields(SOURCE)), "{}"),
            optional("max-nodes-per-job", ANY_NUMBER, "5"),
            optional("max-job-timeout", ANY_NUMBER, "10800"),
            optional("exclude-unprotected-branches", TRUTH, "false"),
            optional("exclude-locked-branches", TRUTH, "false"),
            optional("default-parent", TEXT, "base"),
            optional("default-ansible-version", new Shape.Version()),
            optional("allowed-triggers", TEXTS, "all"),
            optional("allowed-reporters", TEXTS, "all"),
            optional("allowed-labels", PATTERNS, "all"),
            optional("disallowed-labels", PATTERNS, "none"),
            optional("max-dependencies", COUNT),
            optional("max-changes-per-pipeline", COUNT),
            optional("semaphores", TEXTS, "[]"),
            optional("admin-rules", TEXTS),
            optional("access-rules", TEXTS),
            optional("authentication-realm", TEXT),
            optional("anonymous-read-access", TRUTH, "true"),
            optional("role-mappings", new MapOf(TEXTS)),
            optional("web-root", TEXT),
            optional("report-build-page", TRUTH),
            optional("use-nodepool", TRUTH, "true"),
            optional("allow-circular-dependencies", TRUTH, "false"),
            optional("max-oidc-ttl", ANY_NUMBER, "10800"),
            optional("default-oidc-ttl", ANY_NUMBER, "3600"),
            optional("allowed-oidc-issuers", TEXTS, "[]"));
    static final Schema GLOBAL_SEMAPHORE =
            Schema.of("global-semaphore", required("name", TEXT), optional("max", POSITIVE, "1"));
    static final List<String> KINDS =
            List.of("tenant", "global-semaphore", "admin-rule", "authorization-rule", "role", "api-root");

    private TenantSchema() {}

    /// The forms that the reader accepts for the projects of a source.
    static Optional<Shape> below(String attribute) {
        Shape entry = either(TEXT, new OneKey(new Fields(PROJECT_OPTIONS)));
        Schema group = new Schema("tenant.projects", withProjects(entry), Optional.empty());
        return attribute.endsWith("-projects")
                ? Optional.of(new OneOrList(either(TEXT, new Fields(group), new OneKey(new Fields(PROJECT_OPTIONS)))))
                : Optional.empty();
    }

    private static List<Attribute> withProjects(Shape entry) {
        List<Attribute> all = new ArrayList<>(List.of(required("projects", new OneOrList(entry))));
        all.addAll(PROJECT_OPTIONS.attributes());
        return List.copyOf(all);
    }
}
