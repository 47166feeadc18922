package dev.sluice.engine.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One stanza about a project (A50).
///
/// @param name as written; empty for the project it stands in
/// @param regex whether `name` is a regular expression (A55)
/// @param branches what the author wrote
/// @param queue empty when not given
public record ProjectStanza(
        String name,
        boolean regex,
        List<String> templates,
        Optional<List<Regex>> branches,
        Optional<String> defaultBranch,
        Optional<String> mergeMode,
        String queue,
        Map<String, Object> vars,
        Map<String, PipelineSection> pipelines,
        Source source) {}
