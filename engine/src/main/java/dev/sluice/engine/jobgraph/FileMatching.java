package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Regex;
import java.util.List;

/// Whether the files that a change touches want a job (B24–B28).
final class FileMatching {
    private static final String COMMIT_MESSAGE = "/COMMIT_MSG";

    private FileMatching() {}

    /// Files that count; empty when none are known.
    static List<String> files(Subject subject) {
        return subject instanceof Change change
                ? change.files().stream()
                        .filter(file -> !file.equals(COMMIT_MESSAGE))
                        .toList()
                : List.of();
    }

    static boolean wants(JobContextMerge job, List<String> files) {
        if (files.isEmpty()) {
            return true;
        }
        boolean relevant = job.files()
                .map(patterns -> files.stream().anyMatch(file -> matches(patterns, file)))
                .orElse(true);
        boolean allIrrelevant = job.irrelevantFiles()
                .map(patterns -> files.stream().allMatch(file -> matches(patterns, file)))
                .orElse(false);
        return relevant && !allIrrelevant;
    }

    private static boolean matches(List<Regex> patterns, String file) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(file));
    }
}
