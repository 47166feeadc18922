package dev.sluice.engine.jobgraph;

import java.util.List;

/// A node that a job asks for: the host names it will have in the inventory, and its label (A60).
public record FrozenNode(List<String> names, String label) {}
