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

    /// What the job asks for, in order: its nodeset, or the alternatives of it; never empty.
    static List<FrozenNodeset> of(JobUnderway job, Layout layout, FreezeLog log) {
        if (job.execution().nodeset().isEmpty()) {
            return List.of(EMPTY);
        }
        List<FrozenNodeset> all = new ArrayList<>();
        flatten(job, job.execution().nodeset().get(), layout, new ArrayList<>(), all, log);
        return all.isEmpty() ? List.of(EMPTY) : List.copyOf(all);
    }

    /// Nested alternatives expand in place.
    private static void flatten(
            JobUnderway job, NodesetUse use, Layout layout, List<String> path, List<FrozenNodeset> all, FreezeLog log) {
        switch (use) {
            case NodesetUse.Inline(Nodeset nodeset) -> expand(job, nodeset, layout, path, all, log);
            case NodesetUse.Named(String name) -> {
                Nodeset nodeset = layout.nodesets().get(name);
                if (nodeset == null) {
                    log.report(
                            job,
                            ConfigCode.FREEZE_NODESET,
                            "the nodeset '%s' of job '%s' was not found.".formatted(name, job.name()),
                            Suggestions.didYouMean(name, layout.nodesets().keySet()));
                } else if (!path.contains(name)) {
                    path.add(name);
                    expand(job, nodeset, layout, path, all, log);
                }
            }
        }
    }

    private static void expand(
            JobUnderway job,
            Nodeset nodeset,
            Layout layout,
            List<String> path,
            List<FrozenNodeset> all,
            FreezeLog log) {
        if (nodeset.alternatives().isEmpty()) {
            all.add(new FrozenNodeset(nodeset.name(), nodeset.nodes(), nodeset.groups()));
        }
        nodeset.alternatives().forEach(use -> flatten(job, use, layout, path, all, log));
    }
}
