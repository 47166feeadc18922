package dev.sluice.engine.jobgraph;

/// An edge to another job of the graph (C1).
///
/// @param soft whether the edge vanishes when the job is not in the graph (C2)
public record JobDependency(String job, boolean soft) {}
