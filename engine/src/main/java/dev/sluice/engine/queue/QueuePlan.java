package dev.sluice.engine.queue;

import java.util.List;

/// The next state of a pipeline and what to do about it, in order.
public record QueuePlan(QueueState next, List<QueueAction> actions) {}
