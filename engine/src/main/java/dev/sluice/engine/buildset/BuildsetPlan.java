package dev.sluice.engine.buildset;

import java.util.List;

/// The next state of a buildset and what to do about it, in order.
public record BuildsetPlan(BuildsetState next, List<BuildsetAction> actions) {}
