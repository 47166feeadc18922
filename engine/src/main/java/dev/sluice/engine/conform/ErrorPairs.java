package dev.sluice.engine.conform;

import dev.sluice.engine.conform.Expectation.ErrorExpected;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Pairs the errors that a case expects with those of the loaded tenant, whatever their order.
///
/// A stanza with several errors counts once: Zuul stops at the first, where the engine tells all. And where Zuul tells
/// the same error again for each use of what is broken, such as a template, the engine tells it once.
final class ErrorPairs {
    private final List<ErrorExpected> expected;
    private final List<List<Problem>> entries;
    /// Entry → the expected error that it stands for.
    private final Map<Integer, Integer> taken = new LinkedHashMap<>();

    ErrorPairs(List<ErrorExpected> expected, List<Problem> found) {
        this.expected = expected;
        this.entries = entries(found);
    }

    /// An expected error that no entry is left for; the pairs change as long as that helps others.
    Optional<ErrorExpected> missing() {
        for (int i = 0; i < expected.size(); i++) {
            if (!pair(i, new LinkedHashSet<>()) && !expected.subList(0, i).contains(expected.get(i))) {
                return Optional.of(expected.get(i));
            }
        }
        return Optional.empty();
    }

    /// Errors that nothing expected stands for.
    List<Problem> left() {
        List<Problem> left = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!taken.containsKey(i)) {
                left.addAll(entries.get(i));
            }
        }
        return left;
    }

    private boolean pair(int error, Set<Integer> tried) {
        for (int i = 0; i < entries.size(); i++) {
            if (matches(expected.get(error), entries.get(i)) && tried.add(i)) {
                Integer other = taken.get(i);
                if (other == null || pair(other, tried)) {
                    taken.put(i, error);
                    return true;
                }
            }
        }
        return false;
    }

    private static List<List<Problem>> entries(List<Problem> found) {
        Map<Object, List<Problem>> entries = new LinkedHashMap<>();
        for (Problem problem : found) {
            Object entry =
                    problem.severity() == Severity.ERROR && !problem.stanza().isEmpty()
                            ? List.of(
                                    problem.where().project(),
                                    problem.where().branch(),
                                    problem.where().path(),
                                    problem.stanza())
                            : problem;
            entries.computeIfAbsent(entry, none -> new ArrayList<>()).add(problem);
        }
        return List.copyOf(entries.values());
    }

    private static boolean matches(ErrorExpected expected, List<Problem> entry) {
        return entry.stream().anyMatch(problem -> matches(expected, problem));
    }

    private static boolean matches(ErrorExpected expected, Problem problem) {
        String told = problem.message() + "\n" + problem.hint() + "\n" + problem.stanza();
        String project = problem.where().project();
        boolean sameProject = expected.project().isEmpty()
                || project.equals(expected.project())
                || project.endsWith("/" + expected.project());
        return sameProject
                && (expected.error().isEmpty() || problem.kind().equals(expected.error()))
                && (expected.branch().isEmpty() || problem.where().branch().equals(expected.branch()))
                && (expected.path().isEmpty() || problem.where().path().equals(expected.path()))
                && expected.contains().stream().allMatch(told::contains);
    }
}
