package dev.sluice.engine.jobgraph;

import java.util.List;

/// Nodes and groups of a job; no nodes means that only `localhost` exists (H1).
///
/// @param name empty when the nodeset was written inline
public record FrozenNodeset(String name, List<FrozenNode> nodes, List<NodeGroup> groups) {}
