package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.ProjectPipeline;
import dev.sluice.engine.config.RefView;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Computes the jobs of one change in one pipeline: collects the stanzas of each job, applies them, asks the file
/// matchers, and connects the graph (part 2 and 3.1).
public final class JobGraphFreezer {
    private JobGraphFreezer() {}

    /// The graph of `subject` in `pipeline`, as `layout` defines it.
    public static Frozen freeze(Layout layout, String pipeline, Subject subject, FreezeContext context) {
        RefView ref = RefView.of(subject, context.branchesContaining());
        var log = new FreezeLog();
        layout.missingTemplates(subject.project(), ref)
                .forEach((stanza, name) -> log.report(
                        stanza.source(),
                        ConfigCode.FREEZE_TEMPLATE,
                        name,
                        "the project template '%s' was not found.".formatted(name),
                        Suggestions.didYouMean(name, layout.templates().keySet())));
        if (log.hasProblems()) {
            return Frozen.failed(log.problems());
        }
        Optional<ProjectPipeline> config = layout.projectPipelineConfig(subject.project(), ref, pipeline);
        if (config.isEmpty()) {
            return Frozen.outside("no stanza puts '%s' on %s into the pipeline '%s'"
                    .formatted(subject.project().name(), ref, pipeline));
        }
        SequencedMap<String, JobUnderway> all = underway(layout, config.get(), ref, log);
        Map<String, List<Object>> ahead = context.layoutAhead()
                .map(old -> contentAhead(old, pipeline, subject, ref))
                .orElseGet(LinkedHashMap::new);
        var selection = new JobSelection(layout, all, subject, context, ahead, log);
        SequencedMap<String, JobUnderway> chosen = selection.choose();
        Optional<Pipeline> definition = Optional.ofNullable(layout.pipelines().get(pipeline));
        boolean preReview = !definition.map(Pipeline::postReview).orElse(false);
        new RunChecks(pipeline, preReview, subject, log)
                .check(chosen, trustedListings(config.get(), ref), reporterListings(layout, config.get(), ref));
        Map<String, List<Origin>> origins = new LinkedHashMap<>();
        all.forEach(
                (name, job) -> origins.put(name, Origins.of(job, config.get().vars(), layout.tenant())));
        List<FrozenJob> jobs = new GraphEdges(layout, chosen, log).connect();
        return new Frozen(
                log.hasProblems() ? List.of() : jobs,
                log.problems(),
                true,
                config.get().failFast(),
                config.get().debug(),
                log.why(),
                Collections.unmodifiableMap(origins));
    }

    private static Map<String, List<Object>> contentAhead(
            Layout layout, String pipeline, Subject subject, RefView ref) {
        var ignored = new FreezeLog();
        Map<String, List<Object>> contents = new LinkedHashMap<>();
        layout.projectPipelineConfig(subject.project(), ref, pipeline)
                .ifPresent(config -> underway(layout, config, ref, ignored)
                        .forEach((name, job) -> contents.put(name, JobSelection.content(job, layout))));
        return contents;
    }

    /// Every job that is for this branch, whatever the files say.
    private static SequencedMap<String, JobUnderway> underway(
            Layout layout, ProjectPipeline config, RefView ref, FreezeLog log) {
        SequencedMap<String, JobUnderway> all = new LinkedHashMap<>();
        for (ProjectPipeline.Listing listing : config.jobs()) {
            build(layout, config, listing, ref, log).ifPresent(job -> all.put(listing.job(), job));
        }
        return all;
    }

    /// B14.
    private static Optional<JobUnderway> build(
            Layout layout, ProjectPipeline config, ProjectPipeline.Listing listing, RefView ref, FreezeLog log) {
        List<JobVariant> entries = new ArrayList<>();
        for (JobEntry entry : listing.variants()) {
            if (entry.matches(ref)) {
                entries.add(entry.variant());
            } else {
                log.explain(
                        listing.job(),
                        "the entry %s is not for %s".formatted(entry.variant().path(), ref));
            }
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<JobVariant>> variants = VariantCollector.collect(layout, listing, ref, log);
        if (variants.isEmpty()) {
            return Optional.empty();
        }
        JobUnderway job = JobUnderway.start(listing.job());
        for (JobVariant variant : variants.get()) {
            job = job.with(variant, false, layout, log);
        }
        job = job.above(config.vars(), layout.tenant());
        for (JobVariant entry : entries) {
            job = job.with(entry, true, layout, log);
        }
        return Optional.of(job);
    }

    /// Jobs that a config project attaches to this branch (B45).
    private static List<String> trustedListings(ProjectPipeline config, RefView ref) {
        return attached(config, ref, entries -> entries.anyMatch(Source::trusted));
    }

    /// Jobs that may be reporter jobs: the first who attaches one to this branch decides.
    private static List<String> reporterListings(Layout layout, ProjectPipeline config, RefView ref) {
        return attached(
                config,
                ref,
                entries -> entries.findFirst()
                        .flatMap(source -> layout.tenant().find(source.project()))
                        .filter(TenantProject::mayAttachReporterJobs)
                        .isPresent());
    }

    private static List<String> attached(ProjectPipeline config, RefView ref, Predicate<Stream<Source>> by) {
        return config.jobs().stream()
                .filter(listing -> by.test(listing.variants().stream()
                        .filter(entry -> entry.matches(ref))
                        .map(entry -> entry.variant().source())))
                .map(ProjectPipeline.Listing::job)
                .toList();
    }
}
