package dev.sluice.workflows.semaphore;

import java.util.List;

/// @param waiters longest waiting first
public record SemaphoreView(String name, int maximum, List<Holder> holders, List<Holder> waiters) {}
