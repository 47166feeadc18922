package dev.sluice.engine.conform;

import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Plays cases and says for each `PASS ID` or `FAIL ID: step, expected, found`.
public final class ConformRunner {
    private final Map<String, Function<ConformanceCase, CaseWorld>> worlds;

    private ConformRunner(Map<String, Function<ConformanceCase, CaseWorld>> worlds) {
        this.worlds = worlds;
    }

    /// Plays level `config` only.
    public static ConformRunner ofConfig() {
        return new ConformRunner(java.util.Collections.singletonMap("config", ConfigWorld::new));
    }

    /// Plays both levels.
    public static ConformRunner of(Function<ConformanceCase, CaseWorld> schedulerWorld) {
        Map<String, Function<ConformanceCase, CaseWorld>> worlds = new LinkedHashMap<>();
        worlds.put("config", ConfigWorld::new);
        worlds.put("scheduler", schedulerWorld);
        return new ConformRunner(worlds);
    }

    /// A case file by name and text.
    public record CaseText(String path, String text) {}

    /// How one case went.
    public sealed interface Verdict {
        String id();

        /// What the runner prints.
        String line();

        record Passed(String id) implements Verdict {
            @Override
            public String line() {
                return "PASS " + id;
            }
        }

        record Failed(String id, String why) implements Verdict {
            @Override
            public String line() {
                return "FAIL " + id + ": " + why;
            }
        }

        /// The runner has no world for its level.
        record Skipped(String id, String level) implements Verdict {
            @Override
            public String line() {
                return "SKIP " + id + ": level " + level + " is not played here";
            }
        }
    }

    /// Plays all, in the order given.
    public List<Verdict> run(List<CaseText> cases) {
        return cases.stream().map(this::run).toList();
    }

    /// The last line: how many passed, failed and were skipped.
    public static String summary(List<Verdict> verdicts) {
        long passed = verdicts.stream().filter(Verdict.Passed.class::isInstance).count();
        long failed = verdicts.stream().filter(Verdict.Failed.class::isInstance).count();
        long skipped = verdicts.size() - passed - failed;
        return "%d cases: %d passed, %d failed".formatted(verdicts.size(), passed, failed)
                + (skipped == 0 ? "" : ", %d skipped".formatted(skipped));
    }

    public Verdict run(CaseText text) {
        String name = text.path().substring(text.path().lastIndexOf('/') + 1).replaceFirst("\\.yaml$", "");
        Parsed<Optional<ConformanceCase>> parsed = CaseReader.read(text.path(), text.text());
        if (parsed.value().isEmpty()) {
            return new Verdict.Failed(
                    name,
                    "the case cannot be read: "
                            + parsed.problems().stream().map(Problem::oneLine).collect(Collectors.joining("; ")));
        }
        ConformanceCase read = parsed.value().get();
        if (!read.id().equals(name)) {
            return new Verdict.Failed(name, "the case calls itself '%s'".formatted(read.id()));
        }
        Function<ConformanceCase, CaseWorld> world = worlds.get(read.level());
        if (world == null) {
            return new Verdict.Skipped(read.id(), read.level());
        }
        return play(read, world)
                .<Verdict>map(difference -> new Verdict.Failed(read.id(), difference.toString()))
                .orElseGet(() -> new Verdict.Passed(read.id()));
    }

    private static Optional<Difference> play(ConformanceCase read, Function<ConformanceCase, CaseWorld> world) {
        List<String> at = new ArrayList<>(List.of("loading"));
        try {
            return steps(read, world.apply(read), at);
        } catch (RuntimeException e) {
            // a world that breaks fails its case, not the whole run
            return Optional.of(new Difference(at.getLast(), "the world", "no failure", e.toString()));
        }
    }

    private static Optional<Difference> steps(ConformanceCase read, CaseWorld world, List<String> at) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < read.steps().size(); i++) {
            Step step = read.steps().get(i);
            String name = "step %d (%s)".formatted(i + 1, step.getClass().getSimpleName());
            at.add(name);
            if (step instanceof Step.Check(Picture picture)) {
                Optional<Difference> difference = CheckComparison.compare(picture, world, name);
                if (difference.isPresent()) {
                    return difference;
                }
            } else {
                if (step instanceof Step.CreateChange create) {
                    numbers.put(create.id(), numbers.size() + 1);
                }
                world.perform(step);
            }
        }
        at.add("expect");
        return EndComparison.compare(read.expect(), world, numbers);
    }
}
