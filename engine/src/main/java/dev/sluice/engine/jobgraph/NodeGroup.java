package dev.sluice.engine.jobgraph;

import java.util.List;

/// A group of the inventory (A60).
public record NodeGroup(String name, List<String> nodes) {}
