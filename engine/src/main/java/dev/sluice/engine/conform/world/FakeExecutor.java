package dev.sluice.engine.conform.world;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.StartBuild;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.Expectation.BuildEnded;
import dev.sluice.engine.conform.Picture;
import dev.sluice.engine.jobgraph.CycleGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Builds of a case: they end at once, unless they are held (case-format 3).
public final class FakeExecutor {
    /// @param changes what it is tested with, its own last
    /// @param ref full name for a build of a ref, else empty; then there are no changes
    /// @param change its own, empty for a ref
    public record Build(
            StartBuild start,
            String buildset,
            List<String> changes,
            String change,
            String ref,
            Map<String, Object> zuul) {
        /// Name of its job, without the change that it runs for in a cycle.
        public String job() {
            return CycleGraph.jobOf(start.job());
        }

        Picture.BuildSeen seen() {
            return new Picture.BuildSeen(job(), changes, ref);
        }
    }

    /// How a build goes on when it is let go.
    public sealed interface Turn {
        record Pauses(Build build, ReturnedData returned) implements Turn {}

        record Ends(Build build, BuildEnd end, ReturnedData returned) implements Turn {}
    }

    /// An outcome and how many builds it may still end.
    private static final class Outcome {
        private final ConformanceCase.Outcome rule;
        private int left;

        private Outcome(ConformanceCase.Outcome rule) {
            this.rule = rule;
            left = rule.times() == 0 ? Integer.MAX_VALUE : rule.times();
        }

        private boolean endsA(Build build) {
            return left > 0 && matches(rule.job(), rule.change(), build);
        }
    }

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<ConformanceCase.NodeFailure> failingNodes;
    private final Map<String, Build> running = new LinkedHashMap<>();
    private final List<String> paused = new ArrayList<>();
    private final List<Build> ever = new ArrayList<>();
    private final List<BuildEnded> history = new ArrayList<>();
    private boolean hold;

    public FakeExecutor(ConformanceCase played) {
        hold = played.hold();
        played.outcomes().forEach(rule -> outcomes.add(new Outcome(rule)));
        failingNodes = played.nodeFailures();
    }

    void hold(boolean on) {
        hold = on;
    }

    void addOutcome(ConformanceCase.Outcome rule) {
        outcomes.addFirst(new Outcome(rule));
    }

    /// False when no node can be had for it.
    public boolean start(Build build) {
        if (failingNodes.stream().anyMatch(rule -> matches(rule.job(), rule.change(), build))) {
            return false;
        }
        running.put(build.start().build(), build);
        ever.add(build);
        return true;
    }

    /// All that nothing holds back, oldest start first.
    public List<Turn> free() {
        return hold ? List.of() : letGo(".*", "", 0);
    }

    /// Lets builds go that match, oldest start first; paused ones stay paused.
    ///
    /// @param change empty for any
    /// @param count 0 for all
    List<Turn> letGo(String job, String change, int count) {
        List<Build> chosen = running.values().stream()
                .filter(build -> !paused.contains(build.start().build()) && matches(job, change, build))
                .limit(count == 0 ? Integer.MAX_VALUE : count)
                .toList();
        return chosen.stream().map(build -> turn(build, true)).toList();
    }

    public Optional<Turn> resume(String build) {
        return paused.remove(build)
                ? Optional.ofNullable(running.get(build)).map(resumed -> turn(resumed, false))
                : Optional.empty();
    }

    public Optional<Turn> cancel(String build) {
        paused.remove(build);
        return Optional.ofNullable(running.get(build))
                .map(canceled -> ends(canceled, "CANCELED", ReturnedData.nothing()));
    }

    private Turn turn(Build build, boolean mayPause) {
        Optional<Outcome> outcome =
                outcomes.stream().filter(entry -> entry.endsA(build)).findFirst();
        String result = outcome.map(entry -> entry.rule.result()).orElse("SUCCESS");
        ReturnedData returned =
                outcome.map(entry -> ReturnedValues.of(entry.rule.returned())).orElseGet(ReturnedData::nothing);
        // Only a run that passed pauses (D1); what comes after the pause may fail.
        boolean ran = result.equals("SUCCESS") || result.equals("POST_FAILURE");
        if (mayPause && returned.pause() && ran) {
            paused.add(build.start().build());
            return new Turn.Pauses(build, returned);
        }
        outcome.ifPresent(entry -> entry.left--);
        return ends(build, result, returned);
    }

    private Turn ends(Build build, String result, ReturnedData returned) {
        running.remove(build.start().build());
        history.add(new BuildEnded(build.job(), result, build.changes(), build.ref()));
        BuildEnd end = switch (result) {
            case "NO_RESULT" -> new BuildEnd.NoResult("The executor gave no result.");
            case "CANCELED" -> new BuildEnd.Canceled();
            default -> new BuildEnd.Finished(BuildResult.valueOf(result), Optional.empty());
        };
        return new Turn.Ends(build, end, returned);
    }

    private static boolean matches(String job, String change, Build build) {
        return Pattern.matches(job, build.job()) && (change.isEmpty() || change.equals(build.change()));
    }

    List<Picture.BuildSeen> running() {
        return running.values().stream().map(Build::seen).toList();
    }

    List<Picture.BuildSeen> paused() {
        return running.values().stream()
                .filter(build -> paused.contains(build.start().build()))
                .map(Build::seen)
                .toList();
    }

    List<BuildEnded> history() {
        return List.copyOf(history);
    }

    /// The newest build that matches.
    Optional<Build> newest(String job, String change) {
        return ever.reversed().stream()
                .filter(build -> matches(job, change, build))
                .findFirst();
    }

    /// What a job sees of an artifact (E13, E25).
    public static Map<String, Object> variable(Artifact artifact) {
        Map<String, Object> variable = new LinkedHashMap<>(artifact.source());
        variable.put("name", artifact.name());
        variable.put("url", artifact.url());
        variable.put("metadata", artifact.metadata());
        return variable;
    }
}
