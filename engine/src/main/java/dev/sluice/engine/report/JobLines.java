package dev.sluice.engine.report;

import dev.sluice.engine.buildset.BuildReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One line for each job, in the form that Gerrit's Zuul plugins read (F68).
final class JobLines {
    private JobLines() {}

    static String of(List<BuildReport> builds) {
        List<String> lines = new ArrayList<>();
        builds.stream()
                .filter(build -> !build.skippedByChildJobs())
                .map(JobLines::line)
                .forEach(lines::add);
        long skipped = builds.stream().filter(BuildReport::skippedByChildJobs).count();
        if (skipped > 0) {
            lines.add("Skipped " + skipped + (skipped == 1 ? " job" : " jobs"));
        }
        String carried = builds.stream()
                .filter(BuildReport::carriedOver)
                .map(BuildReport::job)
                .collect(Collectors.joining(", "));
        if (!carried.isEmpty()) {
            lines.add("Carried over from an earlier run: " + carried);
        }
        return String.join("\n", lines);
    }

    private static String line(BuildReport build) {
        StringBuilder line = new StringBuilder("- ")
                .append(build.job())
                .append(' ')
                .append(build.url().orElse(build.job()))
                .append(" : ")
                .append(word(build));
        if (!build.detail().isEmpty()) {
            line.append(' ').append(oneLine(build.detail()));
        }
        if (build.startedAtEpochMilli() > 0 && build.endedAtEpochMilli() >= build.startedAtEpochMilli()) {
            line.append(" in ").append(duration(build.endedAtEpochMilli() - build.startedAtEpochMilli()));
        }
        if (!build.voting()) {
            line.append(" (non-voting)");
        }
        return line.toString();
    }

    private static String word(BuildReport build) {
        Optional<String> own = switch (build.result()) {
            case SUCCESS -> build.successMessage();
            case FAILURE -> build.failureMessage();
            case POST_FAILURE,
                    TIMED_OUT,
                    RETRY,
                    RETRY_LIMIT,
                    SKIPPED,
                    NODE_FAILURE,
                    CANCELED,
                    MERGE_CONFLICT,
                    DISK_FULL,
                    ERROR -> Optional.empty();
        };
        return own.map(JobLines::oneLine).orElse(build.result().name());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /// `1h 02m 03s`, `2m 03s`, `3s`; nothing lasts less than no time, whatever the clocks did.
    static String duration(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours > 0) {
            return hours + "h " + twoDigits(minutes % 60) + "m " + twoDigits(seconds % 60) + "s";
        }
        return minutes > 0 ? minutes + "m " + twoDigits(seconds % 60) + "s" : seconds + "s";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
