package dev.sluice.engine.conform;

import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares what a case expects at its end.
final class EndComparison extends Comparison {
    private final Map<String, Integer> numbers;

    private EndComparison(CaseWorld world, Map<String, Integer> numbers) {
        super(world, "expect");
        this.numbers = numbers;
    }

    /// @param numbers letter → number of every change of the case
    static Optional<Difference> compare(Expectation expected, CaseWorld world, Map<String, Integer> numbers) {
        var comparison = new EndComparison(world, numbers);
        comparison.errors(expected);
        expected.history().ifPresent(comparison::history);
        expected.historyCount()
                .ifPresent(count -> comparison.same(
                        "count of builds", count, world.history().size()));
        expected.buildsets()
                .forEach((change, pipelines) -> pipelines.forEach((pipeline, result) -> comparison.same(
                        "buildset of %s in %s".formatted(change, pipeline),
                        result,
                        world.buildset(change, pipeline).orElse("none"))));
        expected.results()
                .forEach((change, pipelines) ->
                        pipelines.forEach((pipeline, jobs) -> comparison.results(change, pipeline, jobs)));
        expected.jobs().forEach(comparison::jobs);
        expected.frozen().forEach(comparison::frozen);
        expected.params().forEach(comparison::param);
        expected.queues().forEach(comparison::queues);
        expected.changes().forEach(comparison::change);
        return comparison.first();
    }

    private void history(Expectation.History expected) {
        List<Expectation.BuildEnded> found = world().history();
        if (expected.ordered()) {
            same("history", expected.entries(), found);
        } else {
            sameBag("history", expected.entries(), found);
        }
    }

    private void results(String change, String pipeline, Map<String, String> jobs) {
        Map<String, String> found = world().results(change, pipeline);
        jobs.forEach((job, result) -> same(
                "result of %s for %s in %s".formatted(job, change, pipeline), result, found.getOrDefault(job, "none")));
    }

    private void jobs(Expectation.Jobs expected) {
        Optional<Frozen> frozen = world().freeze(expected.change(), expected.pipeline());
        List<String> found = frozen.map(Frozen::jobs).orElse(List.of()).stream()
                .map(FrozenJob::name)
                .toList();
        List<String> problems = frozen.map(Frozen::problems).orElse(List.of()).stream()
                .map(Problem::oneLine)
                .toList();
        String what = "jobs of %s in %s".formatted(expected.change(), expected.pipeline());
        if (!problems.isEmpty() && !expected.exactly().isEmpty()) {
            differ(what, expected.exactly(), problems);
        }
        sameBag(what, expected.exactly(), found);
    }

    private void frozen(Expectation.FrozenExpected expected) {
        String what = "job %s of %s in %s".formatted(expected.job(), expected.change(), expected.pipeline());
        Optional<Frozen> frozen = world().freeze(expected.change(), expected.pipeline());
        Optional<FrozenJob> job = frozen.map(Frozen::jobs).orElse(List.of()).stream()
                .filter(each -> each.name().equals(expected.job()))
                .findFirst();
        if (job.isEmpty()) {
            differ(
                    what,
                    "in the graph",
                    frozen.map(each -> each.problems().toString()).orElse("no graph"));
            return;
        }
        expected.attributes().forEach((name, value) -> {
            Object wanted = FrozenAttributes.expected(name, value);
            Object found = FrozenAttributes.value(job.get(), name);
            if (!Objects.equals(wanted, found)) {
                differ(what + ", " + name, String.valueOf(wanted), String.valueOf(found));
            }
        });
    }

    private void param(Expectation.Param expected) {
        String what = "zuul.%s of %s".formatted(expected.path(), expected.job());
        Object found = world().parameter(expected.job(), expected.change(), expected.path());
        if (!holds(expected.value(), found)) {
            differ(what, String.valueOf(expected.value()), String.valueOf(found));
        }
    }

    /// Lists compare in order; a mapping inside a list needs at least the keys given.
    private boolean holds(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof List<?> wanted && found instanceof List<?> list) {
            boolean same = wanted.size() == list.size();
            for (int i = 0; same && i < wanted.size(); i++) {
                same = holds(wanted.get(i), list.get(i));
            }
            return same;
        }
        if (expected instanceof Map<?, ?> wanted && found instanceof Map<?, ?> map) {
            return wanted.entrySet().stream()
                    .allMatch(entry -> holds(letter(entry.getKey(), entry.getValue()), map.get(entry.getKey())));
        }
        return Objects.equals(expected, found);
    }

    /// `change: A` stands for A's number as a string.
    private @Nullable Object letter(@Nullable Object key, @Nullable Object value) {
        boolean change = "change".equals(key) && value instanceof String id && numbers.containsKey(id);
        return change ? String.valueOf(numbers.get(value)) : value;
    }

    private void errors(Expectation expected) {
        List<Problem> found = world().problems().stream()
                .filter(problem -> problem.severity() != Severity.NOTE)
                .toList();
        if (expected.noErrors() && !found.isEmpty()) {
            differ("errors", "none", lines(found));
        }
        if (expected.errors().isEmpty()) {
            return;
        }
        ErrorPairs pairs = new ErrorPairs(expected.errors().get(), found);
        Optional<Expectation.ErrorExpected> missing = pairs.missing();
        if (missing.isPresent()) {
            differ("errors", missing.get(), lines(pairs.left()));
        } else if (!pairs.left().isEmpty()) {
            differ("errors", "no more", lines(pairs.left()));
        }
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.kind() + ": " + problem.oneLine())
                .toList();
    }
}
