package dev.sluice.worker.api;

import java.util.List;

/// A change queue of a pipeline; empty ones are left out.
public record ApiQueue(String pipeline, String name, List<ApiItem> items) {}
