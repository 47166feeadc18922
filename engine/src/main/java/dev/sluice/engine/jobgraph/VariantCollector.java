package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.JobParent;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.ProjectPipeline;
import dev.sluice.engine.config.RefView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the stanzas that make up one job for one branch: ancestors first, then the job's own (B7–B12).
final class VariantCollector {
    private final Layout layout;
    private final RefView ref;
    private final FreezeLog log;
    private final String job;
    private final List<JobVariant> collected = new ArrayList<>();
    private final List<String> visited = new ArrayList<>();

    private VariantCollector(Layout layout, RefView ref, FreezeLog log, String job) {
        this.layout = layout;
        this.ref = ref;
        this.log = log;
        this.job = job;
    }

    /// The stanzas in the order in which they apply; nothing when the job does not run for this branch (B9).
    static Optional<List<JobVariant>> collect(
            Layout layout, ProjectPipeline.Listing listing, RefView ref, FreezeLog log) {
        if (listing.job().equals(Layout.NOOP)) {
            return Optional.of(List.of());
        }
        var checkouts = OverrideCheckouts.NONE;
        for (JobEntry entry : listing.variants()) {
            if (entry.matches(ref)) {
                checkouts = checkouts.with(layout, entry.variant());
            }
        }
        var collector = new VariantCollector(layout, ref, log, listing.job());
        boolean matched = collector.visit(listing.job(), checkouts);
        return matched ? Optional.of(List.copyOf(collector.collected)) : Optional.empty();
    }

    private boolean visit(String name, OverrideCheckouts checkouts) {
        visited.add(name);
        List<JobEntry> variants = layout.job(name);
        boolean matched = false;
        OverrideCheckouts own = checkouts;
        for (JobEntry entry : variants) {
            RefView seen = checkouts.view(layout, entry.variant().source().project(), ref);
            if (!entry.matches(seen)) {
                log.explain(
                        job,
                        "%s is for %s, not for %s".formatted(entry.variant().path(), describe(entry), seen));
                continue;
            }
            // what an earlier stanza of the job says counts for the ancestors of a later one, too
            own = own.with(layout, entry.variant());
            if (!visitParent(entry.variant(), own)) {
                return false;
            }
            matched = true;
            if (!collected.contains(entry.variant())) {
                collected.add(entry.variant());
                log.explain(job, "%s applies".formatted(entry.variant().path()));
            }
        }
        if (!matched) {
            log.explain(job, "no stanza of '%s' is for %s, so the job does not run".formatted(name, ref));
        }
        return matched || name.equals(Layout.NOOP);
    }

    private boolean visitParent(JobVariant variant, OverrideCheckouts checkouts) {
        Optional<String> parent = switch (variant.parent()) {
            case JobParent.None _ -> Optional.empty();
            case JobParent.Named(String name) -> Optional.of(name);
            case JobParent.Default _ ->
                collected.isEmpty() ? Optional.of(layout.tenant().defaultParent()) : Optional.empty();
        };
        return parent.isEmpty() || visited.contains(parent.get()) || visit(parent.get(), checkouts);
    }

    private static String describe(JobEntry entry) {
        return String.join(
                " or ", entry.branches().stream().map(Object::toString).toList());
    }
}
