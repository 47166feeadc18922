package dev.sluice.engine.config;

import java.util.List;

/// Accepts events that the engine itself makes (F96).
///
/// @param events among `project-change-merged` and `parent-change-enqueued`
/// @param pipelines for `parent-change-enqueued`: names of the pipelines the parent entered; empty for any
public record ZuulTrigger(String connection, List<String> events, List<String> pipelines) implements Trigger {
    public static final String PROJECT_CHANGE_MERGED = "project-change-merged";
    public static final String PARENT_CHANGE_ENQUEUED = "parent-change-enqueued";
}
