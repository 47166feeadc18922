package dev.sluice.engine.queue;

import java.util.List;

/// A line of items, head first.
///
/// @param name shared name of the projects that line up here (F39); empty for a private queue (F35)
public record ChangeQueue(String name, List<QueueItem> items) {}
