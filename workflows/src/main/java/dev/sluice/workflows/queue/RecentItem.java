package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueEvent.Enqueue;
import java.util.List;

/// An item that was enqueued lately, with its attempts.
///
/// @param buildsets oldest first
/// @param ended how many of them have ended
public record RecentItem(Enqueue enqueue, List<String> buildsets, List<String> ended) {}
