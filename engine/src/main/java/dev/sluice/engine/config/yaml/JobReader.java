package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobContext;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobFlags;
import dev.sluice.engine.config.JobParent;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.PlaybookUse;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads job stanzas, and the entries of a project's pipeline, which look the same (A30).
final class JobReader {
    private final Stanza stanza;
    private final Source source;

    JobReader(Stanza stanza, Source source) {
        this.stanza = stanza;
        this.source = source;
    }

    JobVariant definition(YamlNode.Mapping mapping) {
        var fields = new FieldReader(mapping, JobSchema.JOB);
        return variant(fields.textOr("name", ""), fields);
    }

    /// An entry of a pipeline section: a name alone, or with attributes.
    JobVariant entry(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            YamlNode.Entry entry = mapping.entries().getFirst();
            return at(node).variant(entry.key(), new FieldReader((YamlNode.Mapping) entry.value(), JobSchema.VARIANT));
        }
        var none = new YamlNode.Mapping(node.span(), YamlTag.NONE, List.of());
        return at(node).variant(FieldReader.text(node), new FieldReader(none, JobSchema.VARIANT));
    }

    private JobReader at(YamlNode node) {
        var here = new Source(
                source.project(),
                source.branch(),
                source.path(),
                source.trusted(),
                stanza.file().place(node.span()),
                stanza.file().excerpt(node.span(), node.span()));
        return new JobReader(stanza, here);
    }

    private JobVariant variant(String name, FieldReader fields) {
        warnOfDeprecations(fields);
        if (fields.truthOr("intermediate", false) && !fields.truthOr("abstract", false)) {
            stanza.report(
                    ConfigCode.INTERMEDIATE_NOT_ABSTRACT,
                    fields.span("intermediate"),
                    "an intermediate job must also be abstract.",
                    "Add 'abstract: true'.");
        }
        return new JobVariant(
                name,
                source,
                parent(fields),
                fields.textOr("description", ""),
                fields.regexes("branches"),
                flags(fields),
                context(fields),
                execution(fields));
    }

    private static JobParent parent(FieldReader fields) {
        return fields.node("parent")
                .<JobParent>map(node -> node instanceof YamlNode.Scalar scalar && scalar.value() == null
                        ? new JobParent.None()
                        : new JobParent.Named(FieldReader.text(node)))
                .orElseGet(JobParent.Default::new);
    }

    private JobFlags flags(FieldReader fields) {
        List<String> closed = new ArrayList<>();
        if (fields.node("attribute-control").orElse(null) instanceof YamlNode.Mapping controls) {
            for (YamlNode.Entry control : controls.entries()) {
                var options = new FieldReader((YamlNode.Mapping) control.value(), JobSchema.CONTROL);
                if (!options.truthOr("final", false)) {
                    stanza.report(
                            ConfigCode.NOT_ALLOWED_VALUE,
                            control.keySpan(),
                            "attribute-control says 'final: false' of '%s'.".formatted(control.key()),
                            "Leave '%s' out: attributes may be set again unless they are final."
                                    .formatted(control.key()));
                }
                closed.add(control.key());
            }
        }
        return new JobFlags(
                fields.truthOr("final", false),
                fields.truthOr("abstract", false),
                fields.truthOr("intermediate", false),
                fields.truth("protected"),
                List.copyOf(closed));
    }

    private static JobContext context(FieldReader fields) {
        return new JobContext(
                fields.truth("voting"),
                fields.truth("hold-following-changes"),
                fields.text("success-message"),
                fields.text("failure-message"),
                fields.settingList("files", FieldReader::regex),
                fields.settingList("irrelevant-files", FieldReader::regex),
                fields.truth("match-on-config-updates"),
                fields.text("deduplicate"),
                fields.settingList("tags", FieldReader::text),
                fields.settingList("provides", FieldReader::text),
                fields.settingList("requires", FieldReader::text),
                fields.settingList("dependencies", JobReader::dependency));
    }

    private static JobDependency dependency(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            var fields = new FieldReader(mapping, JobSchema.DEPENDENCY);
            return new JobDependency(fields.textOr("name", ""), fields.truthOr("soft", false));
        }
        return new JobDependency(FieldReader.text(node), false);
    }

    private JobExecution execution(FieldReader fields) {
        var parts = new JobParts(stanza);
        Optional<List<SemaphoreUse>> semaphores = semaphores(fields);
        var execution = new JobExecution(
                fields.whole("pre-timeout"),
                fields.whole("timeout"),
                fields.whole("post-timeout"),
                fields.whole("attempts"),
                fields.node("nodeset").map(node -> new NodesetReader(stanza, source).use(node)),
                said(fields.list("pre-run", node -> parts.playbook(node, false))),
                said(fields.list("run", node -> parts.playbook(node, false))),
                said(fields.list("post-run", node -> parts.playbook(node, false))),
                said(fields.list("cleanup-run", node -> parts.playbook(node, true))),
                fields.node("roles").map(node -> parts.roles(node)),
                fields.list("secrets", parts::secret),
                fields.settingMap("vars"),
                fields.settingMap("extra-vars"),
                fields.settingMap("host-vars"),
                fields.settingMap("group-vars"),
                fields.settingList("include-vars", parts::includeVars),
                semaphores,
                fields.settingList("required-projects", parts::requiredProject),
                said(fields.texts("allowed-projects")),
                fields.text("override-checkout"),
                fields.text("override-branch"),
                fields.truth("post-review"),
                fields.text("ansible-version"),
                fields.text("workspace-scheme"),
                fields.text("workspace-checkout"),
                fields.settingList("failure-output", FieldReader::text),
                fields.text("type"),
                JobSchema.WITHOUT_EFFECT.stream().filter(fields::has).toList());
        refuseSemaphoreTwice(fields, execution);
        if (fields.truth("post-review").filter(value -> !value).isPresent()) {
            stanza.report(
                    ConfigCode.POST_REVIEW_UNSET,
                    fields.span("post-review"),
                    "once set, the post-review attribute may not be unset.",
                    "Leave 'post-review: false' out.");
        }
        return execution;
    }

    /// An empty list of these says nothing: what is inherited stays.
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static <T> Optional<List<T>> said(Optional<List<T>> list) {
        return list.filter(items -> !items.isEmpty());
    }

    private Optional<List<SemaphoreUse>> semaphores(FieldReader fields) {
        if (!fields.has("semaphore") && !fields.has("semaphores")) {
            return Optional.empty();
        }
        List<SemaphoreUse> uses = new ArrayList<>();
        fields.items("semaphore").forEach(node -> uses.add(JobParts.semaphore(node)));
        fields.items("semaphores").forEach(node -> uses.add(JobParts.semaphore(node)));
        uses.sort(Comparator.comparing(SemaphoreUse::name));
        return Optional.of(List.copyOf(uses));
    }

    /// A35.
    private void refuseSemaphoreTwice(FieldReader fields, JobExecution execution) {
        List<String> own = execution.semaphores().orElse(List.of()).stream()
                .map(SemaphoreUse::name)
                .toList();
        for (String phase : List.of("pre-run", "run", "post-run", "cleanup-run")) {
            Optional<List<PlaybookUse>> playbooks = switch (phase) {
                case "pre-run" -> execution.preRun();
                case "run" -> execution.run();
                case "post-run" -> execution.postRun();
                default -> execution.cleanupRun();
            };
            for (PlaybookUse playbook : playbooks.orElse(List.of())) {
                for (String semaphore : playbook.semaphores()) {
                    if (own.contains(semaphore)) {
                        stanza.report(
                                ConfigCode.SEMAPHORE_TWICE,
                                fields.span(phase),
                                "the semaphore '%s' is held by the job and by its playbook '%s'."
                                        .formatted(semaphore, playbook.path()),
                                "Keep one of them, or the build would wait for itself.");
                    }
                }
            }
        }
    }

    private void warnOfDeprecations(FieldReader fields) {
        if (fields.has("cleanup-run")) {
            stanza.report(
                    ConfigCode.DEPRECATED_CLEANUP_RUN,
                    fields.span("cleanup-run"),
                    "'cleanup-run' is deprecated.",
                    "Write the playbook under 'post-run' as {name: …, cleanup: true}.");
        }
        SmallChecks.withoutEffect(stanza, fields, JobSchema.WITHOUT_EFFECT);
        if (fields.has("override-branch")) {
            stanza.report(
                    ConfigCode.DEPRECATED,
                    fields.span("override-branch"),
                    "'override-branch' is deprecated.",
                    "Write 'override-checkout'.");
        }
    }
}
