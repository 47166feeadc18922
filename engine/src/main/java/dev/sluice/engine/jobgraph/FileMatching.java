package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Regex;
import java.util.List;
import java.util.Optional;

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

    /// @param attribute the attribute that decided, or empty
    /// @param text why, for people
    record Verdict(boolean wanted, String attribute, String text) {}

    static Verdict judge(JobContextMerge job, List<String> files) {
        if (job.files().isEmpty() && job.irrelevantFiles().isEmpty()) {
            return new Verdict(true, "", "it has no file matchers");
        }
        if (files.isEmpty()) {
            return new Verdict(true, "", "no files of the change are known");
        }
        Optional<String> relevant = job.files()
                .flatMap(patterns ->
                        files.stream().filter(file -> matches(patterns, file)).findFirst());
        if (job.files().isPresent() && relevant.isEmpty()) {
            return new Verdict(
                    false,
                    "files",
                    "none of the change's %d files matches 'files' %s"
                            .formatted(files.size(), job.files().get()));
        }
        if (job.irrelevantFiles().isEmpty()) {
            return new Verdict(true, "files", "'%s' matches 'files'".formatted(relevant.orElse("")));
        }
        List<Regex> irrelevant = job.irrelevantFiles().get();
        return files.stream()
                .filter(file -> !matches(irrelevant, file))
                .findFirst()
                .map(file ->
                        new Verdict(true, "irrelevant-files", "'%s' does not match 'irrelevant-files'".formatted(file)))
                .orElseGet(() -> new Verdict(
                        false,
                        "irrelevant-files",
                        "all of the change's %d files match 'irrelevant-files' %s"
                                .formatted(files.size(), irrelevant)));
    }

    private static boolean matches(List<Regex> patterns, String file) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(file));
    }
}
