package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueView;
import java.util.List;

/// A pipeline as people see it.
///
/// @param layout reference of the layout in force
/// @param defects what went wrong without anybody waiting for it, newest last
public record QueueStatus(QueueView pipeline, String layout, List<String> defects) {}
