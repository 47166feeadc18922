package dev.sluice.engine.config;

import dev.sluice.engine.jobgraph.JobDependency;
import java.util.List;
import java.util.Optional;

/// What a stanza says of how a job takes part in a graph; allowed even for a final job (B30). Absent: not said (B20).
///
/// @param deduplicate `auto`, `true` or `false`
public record JobContext(
        Optional<Boolean> voting,
        Optional<Boolean> holdFollowingChanges,
        Optional<String> successMessage,
        Optional<String> failureMessage,
        Optional<Setting<List<Regex>>> files,
        Optional<Setting<List<Regex>>> irrelevantFiles,
        Optional<Boolean> matchOnConfigUpdates,
        Optional<String> deduplicate,
        Optional<Setting<List<String>>> tags,
        Optional<Setting<List<String>>> provides,
        Optional<Setting<List<String>>> requires,
        Optional<Setting<List<JobDependency>>> dependencies) {}
