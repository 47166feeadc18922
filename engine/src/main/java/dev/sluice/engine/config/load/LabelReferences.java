package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.stream.Stream;

/// Checks that the labels of nodes are defined, in a tenant whose labels come from its configuration alone
/// (`use-nodepool: false`).
record LabelReferences(Layout layout, Problems problems) {

    /// @param where the nodeset's own stanza, or the job's that has it in place
    /// @param what the stanza's name, such as `nodeset 'two'`
    void check(Nodeset nodeset, Source where, String what) {
        if (layout.tenant().useNodepool()) {
            return;
        }
        labels(nodeset)
                .distinct()
                .filter(label -> !layout.labels().contains(label))
                .forEach(label -> problems.add(where.problem(
                        ConfigCode.LABEL_NOT_FOUND,
                        label,
                        "%s: the label '%s' is not defined.".formatted(what, label),
                        (Suggestions.didYouMean(label, layout.labels())
                                        + " Define it, or let the tenant have 'use-nodepool: true'.")
                                .strip())));
    }

    private static Stream<String> labels(Nodeset nodeset) {
        return Stream.concat(
                nodeset.nodes().stream().map(FrozenNode::label),
                nodeset.alternatives().stream()
                        .flatMap(use -> use instanceof NodesetUse.Inline(Nodeset inner) ? labels(inner) : Stream.of()));
    }
}
