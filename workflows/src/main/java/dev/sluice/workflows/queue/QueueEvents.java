package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueEvent;
import java.util.List;

/// Several events in one signal, in order.
public record QueueEvents(List<QueueEvent> events) {}
