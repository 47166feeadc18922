package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.SecretUse;
import dev.sluice.engine.config.Setting;
import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks what jobs name: parents, nodesets, secrets and dependencies (A32–A36).
final class JobReferences {
    private final Layout layout;
    private final Problems problems;
    private final ParentChecks parents;

    JobReferences(Layout layout, Problems problems) {
        this.layout = layout;
        this.problems = problems;
        this.parents = new ParentChecks(layout, problems);
    }

    /// Checks the stanzas of all jobs.
    void check() {
        layout.jobs().values().forEach(variants -> variants.forEach(entry -> check(entry.variant())));
    }

    /// Checks a stanza of a job, or an entry of a pipeline.
    void check(JobVariant job) {
        parents.check(job);
        JobExecution execution = job.execution();
        execution.nodeset().ifPresent(use -> {
            names(use)
                    .filter(name -> !layout.nodesets().containsKey(name))
                    .forEach(name -> report(
                            job,
                            ConfigCode.NODESET_NOT_FOUND,
                            name,
                            "the nodeset '%s' was not found.".formatted(name),
                            Suggestions.didYouMean(name, layout.nodesets().keySet())));
            refuseTooManyNodes(job, use);
            if (use instanceof NodesetUse.Inline(Nodeset nodeset)) {
                new LabelReferences(layout, problems).check(nodeset, job.source(), "job '" + job.name() + "'");
            }
        });
        execution.secretsInUse().forEach(use -> secret(job, use));
        dependencies(job);
    }

    /// A2; what counts is each alternative by itself.
    private void refuseTooManyNodes(JobVariant job, NodesetUse use) {
        int most = layout.tenant().maxNodesPerJob();
        int nodes = largest(use, List.of());
        if (most >= 0 && nodes > most) {
            report(
                    job,
                    ConfigCode.TOO_MANY_NODES,
                    "nodeset",
                    "its nodeset has %d nodes.".formatted(nodes),
                    "The tenant's max-nodes-per-job is %d.".formatted(most));
        }
    }

    private int largest(NodesetUse use, List<String> path) {
        return switch (use) {
            case NodesetUse.Inline(Nodeset nodeset) -> largest(nodeset, path);
            case NodesetUse.Named(String name) -> {
                Nodeset nodeset = layout.nodesets().get(name);
                List<String> longer = new ArrayList<>(path);
                longer.add(name);
                yield nodeset == null || path.contains(name) ? 0 : largest(nodeset, longer);
            }
        };
    }

    private int largest(Nodeset nodeset, List<String> path) {
        return Math.max(
                nodeset.nodes().size(),
                nodeset.alternatives().stream()
                        .mapToInt(use -> largest(use, path))
                        .max()
                        .orElse(0));
    }

    private static Stream<String> names(NodesetUse use) {
        return switch (use) {
            case NodesetUse.Named(String name) -> Stream.of(name);
            case NodesetUse.Inline(Nodeset nodeset) ->
                nodeset.alternatives().stream().flatMap(JobReferences::names);
        };
    }

    private void secret(JobVariant job, SecretUse use) {
        Secret secret = layout.secrets().get(use.secret());
        if (secret == null) {
            report(
                    job,
                    ConfigCode.SECRET_NOT_FOUND,
                    use.secret(),
                    "the secret '%s' was not found.".formatted(use.secret()),
                    Suggestions.didYouMean(use.secret(), layout.secrets().keySet()));
        } else if (!secret.source().project().equals(job.source().project())) {
            report(
                    job,
                    ConfigCode.SECRET_OF_OTHER_PROJECT,
                    use.secret(),
                    "the secret '%s' is defined in '%s'; secrets must be defined in the same project in which they are used."
                            .formatted(use.secret(), secret.source().project().name()),
                    "Define the secret in '%s', or inherit from a job of '%s' with pass-to-parent."
                            .formatted(
                                    job.source().project().name(),
                                    secret.source().project().name()));
        }
    }

    /// A32.
    private void dependencies(JobVariant job) {
        for (JobDependency dependency :
                job.context().dependencies().map(Setting::value).orElse(List.of())) {
            if (!layout.hasJob(dependency.job())) {
                report(
                        job,
                        ConfigCode.JOB_NOT_FOUND,
                        dependency.job(),
                        "it depends on the job '%s', which is not defined.".formatted(dependency.job()),
                        Suggestions.didYouMean(dependency.job(), layout.jobs().keySet()));
            }
        }
    }

    private void report(JobVariant job, ConfigCode code, String word, String message, String hint) {
        problems.add(job.source().problem(code, word, "job '" + job.name() + "': " + message, hint));
    }
}
