package dev.sluice.engine.queue;

import java.util.List;

/// A line of items, head first.
///
/// @param name what its projects share (F39); empty for a private queue (F35)
/// @param lasting whether it stays, with its window, when it is empty
/// @param window how many of its items may run jobs; 0 for unlimited
public record ChangeQueue(String name, boolean lasting, int window, List<QueueItem> items) {}
