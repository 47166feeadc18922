package dev.sluice.engine.build;

import java.util.List;

/// The next state of a build and what to do about it, in order.
public record BuildPlan(BuildState next, List<BuildAction> actions) {}
