package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// What a project or template attaches to one pipeline (A51).
///
/// @param jobs in the order written; each is a variant applied last (B6)
public record PipelineSection(List<JobVariant> jobs, boolean debug, Optional<Boolean> failFast) {}
