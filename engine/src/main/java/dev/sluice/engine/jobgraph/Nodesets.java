package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.List;

/// Looks up the nodeset of a job in the layout in use (B23, A60).
final class Nodesets {
    private static final FrozenNodeset EMPTY = new FrozenNodeset("", List.of(), List.of());

    private Nodesets() {}

    /// The job's nodeset; of alternatives, the first.
    static FrozenNodeset of(JobUnderway job, Layout layout, FreezeLog log) {
        if (job.execution().nodeset().isEmpty()) {
            return EMPTY;
        }
        List<FrozenNodeset> all = new ArrayList<>();
        flatten(job.name(), job.execution().nodeset().get(), layout, new ArrayList<>(), all, log);
        return all.isEmpty() ? EMPTY : all.getFirst();
    }

    /// Nested alternatives expand in place.
    private static void flatten(
            String job, NodesetUse use, Layout layout, List<String> path, List<FrozenNodeset> all, FreezeLog log) {
        switch (use) {
            case NodesetUse.Inline(Nodeset nodeset) -> expand(job, nodeset, layout, path, all, log);
            case NodesetUse.Named(String name) -> {
                Nodeset nodeset = layout.nodesets().get(name);
                if (nodeset == null) {
                    log.report(
                            ConfigCode.FREEZE_NODESET,
                            "the nodeset '%s' of job '%s' was not found.".formatted(name, job),
                            Suggestions.didYouMean(name, layout.nodesets().keySet()));
                } else if (!path.contains(name)) {
                    path.add(name);
                    expand(job, nodeset, layout, path, all, log);
                }
            }
        }
    }

    private static void expand(
            String job, Nodeset nodeset, Layout layout, List<String> path, List<FrozenNodeset> all, FreezeLog log) {
        if (nodeset.alternatives().isEmpty()) {
            all.add(new FrozenNodeset(nodeset.name(), nodeset.nodes(), nodeset.groups()));
        }
        nodeset.alternatives().forEach(use -> flatten(job, use, layout, path, all, log));
    }
}
