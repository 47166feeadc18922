package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.config.TenantDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A job while its stanzas are applied one after the other (B14). Values are immutable; each step is a new one.
///
/// @param name name of the stanza applied last
/// @param level how many stanzas were applied
/// @param allowedProjects absent for any
/// @param applied the stanzas, in the order in which they were applied
/// @param attachedAt the stanza applied last
record JobUnderway(
        String name,
        int level,
        JobGuards guards,
        JobContextMerge context,
        JobExecutionMerge execution,
        Playbooks playbooks,
        boolean postReview,
        Optional<List<Project>> allowedProjects,
        List<JobVariant> applied,
        Optional<Source> attachedAt) {

    static JobUnderway start(String name) {
        return new JobUnderway(
                name,
                0,
                name.equals(Layout.NOOP) ? JobGuards.FINAL : JobGuards.NONE,
                JobContextMerge.DEFAULTS,
                JobExecutionMerge.DEFAULTS,
                Playbooks.NONE,
                false,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /// The job with `variant` applied on top; what the guards refuse is told in `log`.
    ///
    /// @param listed whether the variant is an entry of a pipeline
    JobUnderway with(JobVariant variant, boolean listed, Layout layout, FreezeLog log) {
        boolean first = level == 0;
        boolean inherits = !first && !variant.name().equals(name);
        guards.check(name, variant, listed, log);
        Playbooks books = playbooks.with(variant, listed, level, layout, log);
        List<JobVariant> path = new ArrayList<>(applied);
        path.add(variant);
        boolean review = postReview || variant.execution().postReview().orElse(false) || books.exposed();
        return new JobUnderway(
                variant.name(),
                level + 1,
                guards.with(variant, first, inherits || first),
                context.with(variant.context()),
                execution.with(variant.execution(), variant.source().project(), layout),
                books,
                review || ownsSecretsUntrusted(variant),
                allowed(variant, first, ownsSecretsUntrusted(variant) && !review, layout),
                List.copyOf(path),
                Optional.of(variant.source()));
    }

    JobUnderway above(Map<String, Object> projectVars, TenantDefinition tenant) {
        return new JobUnderway(
                name,
                level,
                guards,
                context,
                execution.above(projectVars, tenant),
                playbooks,
                postReview,
                allowedProjects,
                applied,
                attachedAt);
    }

    /// B42.
    private static boolean ownsSecretsUntrusted(JobVariant variant) {
        return !variant.source().trusted()
                && !variant.execution().secrets().orElse(List.of()).isEmpty();
    }

    /// Intersection of what all stanzas allow (section 2.3, B42).
    ///
    /// @param onlyOwn whether it is an untrusted stanza whose secrets make the job post-review: then only its own
    ///     project may run it, and nobody else whom the first stanza names
    private Optional<List<Project>> allowed(JobVariant variant, boolean first, boolean onlyOwn, Layout layout) {
        Optional<List<Project>> own =
                onlyOwn ? Optional.of(List.of(variant.source().project())) : Optional.empty();
        Optional<List<Project>> said = variant.execution()
                .allowedProjects()
                .filter(_ -> !(first && onlyOwn))
                .map(names -> names.stream()
                        .flatMap(each -> layout.tenant().named(each).stream())
                        .toList());
        return common(common(allowedProjects, own), said);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static Optional<List<Project>> common(Optional<List<Project>> one, Optional<List<Project>> other) {
        return one.isEmpty() || other.isEmpty()
                ? one.or(() -> other)
                : Optional.of(one.get().stream().filter(other.get()::contains).toList());
    }

    /// Nodes as the layout in use defines them now (B23).
    FrozenJob freeze(List<FrozenNodeset> nodesets, List<JobDependency> dependencies) {
        return new FrozenJob(
                name,
                dependencies,
                context.voting(),
                context.holdFollowingChanges(),
                postReview,
                execution.attempts(),
                execution.timeoutSeconds(),
                execution.postTimeoutSeconds(),
                nodesets.getFirst(),
                playbooks.preRun(),
                playbooks.run(),
                playbooks.postRun(),
                execution.vars(),
                execution.extraVars(),
                execution.hostVars(),
                execution.groupVars(),
                execution.requiredProjects(),
                execution.checkout(),
                context.tags(),
                context.provides(),
                context.requires(),
                execution.semaphores(),
                context.successMessage(),
                context.failureMessage(),
                context.deduplicate(),
                execution.failureOutput(),
                applied.stream().map(JobVariant::path).toList(),
                nodesets.subList(1, nodesets.size()),
                execution.preTimeoutSeconds(),
                execution.ansibleVersion(),
                execution.workspaceScheme(),
                execution.workspaceCheckout(),
                execution.includeVars(),
                execution.reporter());
    }

    /// Everything that tells whether two run the same; where they come from and which files they match does not count
    /// (B29).
    List<Object> content() {
        var matchless = new JobContextMerge(
                context.voting(),
                context.holdFollowingChanges(),
                context.successMessage(),
                context.failureMessage(),
                Optional.empty(),
                Optional.empty(),
                context.matchOnConfigUpdates(),
                context.deduplicate(),
                context.tags(),
                context.provides(),
                context.requires(),
                context.dependencies());
        return Stream.<Object>of(name, guards, matchless, execution, playbooks, postReview, allowedProjects)
                .toList();
    }
}
