package dev.sluice.worker.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Durations of one thing, in milliseconds.
final class Samples {
    private final String what;
    private final List<Long> millis = new ArrayList<>();

    Samples(String what) {
        this.what = what;
    }

    /// True if there was none as long.
    boolean add(long value) {
        boolean longest = millis.stream().allMatch(other -> other < value);
        millis.add(value);
        return longest;
    }

    void print(PrintStream out) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%-40s n=%-5d p50=%5d ms  p95=%5d ms  p99=%5d ms  max=%5d ms%n",
                what,
                sorted.size(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99),
                sorted.getLast());
    }

    private static long quantile(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
