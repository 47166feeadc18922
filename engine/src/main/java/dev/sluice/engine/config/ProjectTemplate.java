package dev.sluice.engine.config;

import java.util.List;
import java.util.Map;

/// A template (A50).
///
/// @param queue empty when not given
/// @param branches matchers that gate the whole template (A56)
/// @param pipelines in the order written
public record ProjectTemplate(
        String name,
        String queue,
        Map<String, Object> vars,
        List<BranchMatcher> branches,
        Map<String, PipelineSection> pipelines,
        Source source) {}
