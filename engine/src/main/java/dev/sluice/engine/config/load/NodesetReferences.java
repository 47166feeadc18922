package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.List;

/// Checks that the alternatives of nodesets exist and do not lead back to themselves (A60).
record NodesetReferences(Layout layout, Problems problems) {

    void check() {
        var labels = new LabelReferences(layout, problems);
        for (Nodeset nodeset : layout.nodesets().values()) {
            walk(nodeset, nodeset, List.of(nodeset.name()));
            labels.check(nodeset, nodeset.source(), "nodeset '" + nodeset.name() + "'");
        }
    }

    private void walk(Nodeset start, Nodeset nodeset, List<String> path) {
        for (NodesetUse use : nodeset.alternatives()) {
            if (use instanceof NodesetUse.Named(String name)) {
                Nodeset next = layout.nodesets().get(name);
                if (next == null) {
                    missing(nodeset, path, name);
                } else if (path.contains(name)) {
                    cycle(start, path, name);
                } else {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(name);
                    walk(start, next, longer);
                }
            }
        }
    }

    private void missing(Nodeset nodeset, List<String> path, String name) {
        if (path.size() == 1) {
            problems.add(nodeset.source()
                    .problem(
                            ConfigCode.NODESET_NOT_FOUND,
                            name,
                            "nodeset '%s': its alternative '%s' is not defined.".formatted(nodeset.name(), name),
                            Suggestions.didYouMean(name, layout.nodesets().keySet())));
        }
    }

    private void cycle(Nodeset start, List<String> path, String name) {
        if (name.equals(start.name())) {
            problems.add(start.source()
                    .problem(
                            ConfigCode.NODESET_CYCLE,
                            name,
                            "nodeset '%s': its alternatives lead back to itself: %s → %s."
                                    .formatted(start.name(), String.join(" → ", path), name),
                            "Remove one of these alternatives."));
        }
    }
}
