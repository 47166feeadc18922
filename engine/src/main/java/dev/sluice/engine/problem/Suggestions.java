package dev.sluice.engine.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant.
public final class Suggestions {
    private Suggestions() {}

    /// The allowed word nearest to `found`, when it is near enough to be a slip of the hand.
    public static Optional<String> nearest(String found, Collection<String> allowed) {
        int furthest = Math.max(1, found.length() / 3);
        return allowed.stream()
                .filter(word -> !word.equals(found))
                .map(word ->
                        new Candidate(word, distance(found.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= furthest)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    /// `Did you mean 'x'?`, or the empty string.
    public static String didYouMean(String found, Collection<String> allowed) {
        return nearest(found, allowed)
                .map(word -> "Did you mean '" + word + "'?")
                .orElse("");
    }

    private record Candidate(String word, int distance) {}

    /// Edit distance in which swapping two neighbours counts once.
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int substitute = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substitute, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
