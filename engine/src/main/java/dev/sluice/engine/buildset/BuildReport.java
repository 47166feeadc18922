package dev.sluice.engine.buildset;

import java.util.List;
import java.util.Optional;

/// A job's line in a report (F68).
///
/// @param build uuid of the last try; a job that never ran has one as well, so that the history can name it (E24)
/// @param detail such as `Skipped due to failed job x`, else empty
/// @param startedAtEpochMilli 0 when it never started
/// @param skippedByChildJobs counted together in the report instead of having a line (D21)
/// @param carriedOver whether the result was taken from an earlier attempt
public record BuildReport(
        String job,
        String build,
        BuildResult result,
        String detail,
        boolean voting,
        Optional<String> url,
        long startedAtEpochMilli,
        long endedAtEpochMilli,
        boolean skippedByChildJobs,
        boolean carriedOver,
        Optional<String> successMessage,
        Optional<String> failureMessage,
        List<String> warnings,
        List<Artifact> artifacts,
        List<FileComment> fileComments) {}
