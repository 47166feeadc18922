package dev.sluice.engine.config.yaml;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.POSITIVE;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TEXTS;
import static dev.sluice.engine.config.yaml.Shapes.TRUTH;
import static dev.sluice.engine.config.yaml.Shapes.either;
import static dev.sluice.engine.config.yaml.Shapes.words;

import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.OneOrList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The attributes of a job (A30).
final class JobSchema {
    static final Schema SEMAPHORE =
            Schema.of("job.semaphore", required("name", TEXT), optional("resources-first", TRUTH, "false"));
    static final Schema DEPENDENCY =
            Schema.of("job.dependency", required("name", TEXT), optional("soft", TRUTH, "false"));
    static final Schema REQUIRED_PROJECT = Schema.of(
            "job.required-project",
            required("name", TEXT),
            optional("override-checkout", TEXT),
            optional("override-branch", TEXT));
    static final Schema PLAYBOOK =
            Schema.of("job.playbook", required("name", TEXT), optional("semaphores", TEXTS, "[]"));
    static final Schema POST_RUN = Schema.of(
            "job.post-run",
            required("name", TEXT),
            optional("semaphores", TEXTS, "[]"),
            optional("cleanup", TRUTH, "false"));
    static final Schema ROLE =
            Schema.of("job.role", optional("zuul", TEXT), optional("galaxy", TEXT), optional("name", TEXT));
    static final Schema SECRET = Schema.of(
            "job.secret", required("name", TEXT), required("secret", TEXT), optional("pass-to-parent", TRUTH, "false"));
    static final Schema INCLUDE_VARS = Schema.of(
            "job.include-vars",
            required("name", TEXT),
            optional("project", TEXT),
            optional("zuul-project", TRUTH, "false"),
            optional("required", TRUTH, "true"),
            optional("use-ref", TRUTH, "true"));
    static final Schema CONTROL = Schema.of("job.attribute-control", required("final", TRUTH));
    /// The attributes that a job may close (B35).
    private static final Schema CONTROLS = new Schema(
            "job.controls",
            Stream.of(
                            "requires",
                            "provides",
                            "tags",
                            "files",
                            "irrelevant-files",
                            "required-projects",
                            "include-projects",
                            "exclude-projects",
                            "vars",
                            "extra-vars",
                            "host-vars",
                            "group-vars",
                            "include-vars",
                            "dependencies",
                            "failure-output",
                            "type",
                            "pre-run",
                            "run",
                            "post-run",
                            "voting")
                    .map(name -> optional(name, new Fields(CONTROL)))
                    .toList(),
            Optional.empty());
    private static final Schema INCLUDED_PROJECT = Schema.of(
            "job.included-project", required("type", words("name", "change", "item")), optional("name", TEXT));
    private static final Shape INCLUDED_PROJECTS = new OneOrList(either(TEXT, new Fields(INCLUDED_PROJECT)));
    /// What a stanza may say although it changes nothing here: nodes are containers of images that already stand, their
    /// homes are not kept between playbooks, secrets are always masked, and a workspace holds what its job needs.
    static final List<String> WITHOUT_EFFECT = List.of(
            "ansible-split-streams",
            "image-build-name",
            "preserve-home-paths",
            "secret-exposure",
            "include-projects",
            "exclude-projects");
    private static final Shape PLAYBOOKS = new OneOrList(either(TEXT, new Fields(PLAYBOOK)));
    private static final Shape SEMAPHORES = new OneOrList(either(TEXT, new Fields(SEMAPHORE)));
    private static final Shape VARIABLES = new Shape.Variables();
    private static final Shape VARIABLES_BY_HOST = new Shape.VariablesByHost();

    static final Schema JOB = Schema.of(
            "job",
            required("name", TEXT),
            optional("parent", either(TEXT, new Shape.Nothing()), "the tenant's default-parent"),
            optional("description", TEXT),
            optional("variant-description", TEXT),
            optional("final", TRUTH, "false"),
            optional("abstract", TRUTH, "false"),
            optional("protected", TRUTH, "false"),
            optional("intermediate", TRUTH, "false"),
            optional("success-message", TEXT, "SUCCESS"),
            optional("failure-message", TEXT, "FAILURE"),
            optional("success-url", TEXT),
            optional("failure-url", TEXT),
            optional("hold-following-changes", TRUTH, "false"),
            optional("voting", TRUTH, "true"),
            optional("semaphore", either(TEXT, new Fields(SEMAPHORE))),
            optional("semaphores", SEMAPHORES, "[]"),
            optional("tags", TEXTS, "[]").merging(),
            optional("provides", TEXTS, "[]").merging(),
            optional("requires", TEXTS, "[]").merging(),
            optional("branches", Shapes.PATTERNS),
            optional("files", Shapes.PATTERNS).merging(),
            optional("irrelevant-files", Shapes.PATTERNS).merging(),
            optional("match-on-config-updates", TRUTH, "true"),
            optional("dependencies", new OneOrList(either(TEXT, new Fields(DEPENDENCY))), "[]")
                    .merging(),
            optional("required-projects", new OneOrList(either(TEXT, new Fields(REQUIRED_PROJECT))), "[]")
                    .merging(),
            optional("allowed-projects", TEXTS, "any"),
            optional("override-checkout", TEXT),
            optional("override-branch", TEXT),
            optional("pre-timeout", POSITIVE),
            optional("timeout", POSITIVE),
            optional("post-timeout", POSITIVE),
            optional("attempts", POSITIVE, "3"),
            optional("pre-run", PLAYBOOKS),
            optional("run", PLAYBOOKS),
            optional("post-run", new OneOrList(either(TEXT, new Fields(POST_RUN)))),
            optional("cleanup-run", PLAYBOOKS),
            optional("roles", new OneOrList(new Fields(ROLE))),
            optional("secrets", new OneOrList(either(TEXT, new Fields(SECRET))), "[]"),
            optional("nodeset", either(TEXT, new Fields(NodesetSchema.INLINE))),
            optional("vars", VARIABLES, "{}").merging(),
            optional("extra-vars", VARIABLES, "{}").merging(),
            optional("host-vars", VARIABLES_BY_HOST, "{}").merging(),
            optional("group-vars", VARIABLES_BY_HOST, "{}").merging(),
            optional("include-vars", new OneOrList(either(TEXT, new Fields(INCLUDE_VARS))), "[]")
                    .merging(),
            optional("ansible-version", new Shape.Version()),
            optional("post-review", TRUTH, "false"),
            optional("workspace-scheme", words("golang", "flat", "unique"), "golang"),
            optional("workspace-checkout", either(TRUTH, words("auto")), "true"),
            optional("deduplicate", either(TRUTH, words("auto")), "auto"),
            optional("failure-output", new OneOrList(new Shape.Pattern()), "[]").merging(),
            optional("type", words("regular", "initializer", "reporter"), "regular"),
            optional("ansible-split-streams", TRUTH, "false"),
            optional("image-build-name", TEXT),
            optional("preserve-home-paths", TEXTS, "[]"),
            optional("secret-exposure", words("ignore", "redact", "fail"), "ignore"),
            optional("include-projects", INCLUDED_PROJECTS).merging(),
            optional("exclude-projects", INCLUDED_PROJECTS).merging(),
            optional("attribute-control", new Fields(CONTROLS)));

    /// What a project may say of a job in its pipeline.
    static final Schema VARIANT = JOB.without("job", List.of("name"));

    private JobSchema() {}
}
