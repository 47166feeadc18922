package dev.sluice.engine.config;

import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.jobgraph.NodeGroup;
import java.util.List;

/// Nodes and groups, or alternatives of which the first that can be had is taken (A60).
///
/// @param name empty when written in place
/// @param alternatives empty when nodes are given
public record Nodeset(
        String name, List<FrozenNode> nodes, List<NodeGroup> groups, List<NodesetUse> alternatives, Source source) {

    /// Whether both say the same, wherever they stand (A41).
    public boolean sameContent(Nodeset other) {
        return content(this).equals(content(other));
    }

    private static List<Object> content(Nodeset set) {
        List<Object> inner = set.alternatives.stream()
                .map(use -> use instanceof NodesetUse.Inline(Nodeset nodeset) ? content(nodeset) : use)
                .toList();
        return List.of(set.name, set.nodes, set.groups, inner);
    }
}
