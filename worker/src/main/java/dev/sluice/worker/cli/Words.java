package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How builds are written on a terminal.
final class Words {
    private Words() {}

    static String mark(ApiBuild build) {
        return switch (build.result().isEmpty() ? build.state() : build.result()) {
            case "SUCCESS" -> "✔";
            case "SKIPPED" -> "-";
            case "waiting", "queued" -> "·";
            case "paused" -> "‖";
            case "parked" -> "!";
            default -> build.result().isEmpty() ? "▶" : "✘";
        };
    }

    static String state(ApiBuild build) {
        String state = build.result().isEmpty() ? build.state() : build.result();
        String took = build.endedAt() > 0 && build.startedAt() > 0
                ? " in " + duration(build.endedAt() - build.startedAt())
                : "";
        return state
                + took
                + (build.voting() ? "" : " (non-voting)")
                + (build.note().isEmpty() ? "" : ": " + build.note());
    }

    /// Those that say something, one after the other.
    static String sentences(String... sentences) {
        return Stream.of(sentences).filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    }

    static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static String duration(long milliseconds) {
        Duration duration = Duration.ofMillis(milliseconds);
        return duration.toMinutes() > 0
                ? duration.toMinutes() + "m " + duration.toSecondsPart() + "s"
                : duration.toSeconds() + "." + duration.toMillisPart() / 100 + "s";
    }
}
