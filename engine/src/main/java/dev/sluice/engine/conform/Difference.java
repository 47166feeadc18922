package dev.sluice.engine.conform;

/// The first thing that was not as expected.
///
/// @param step where: `step 3 (check)` or `expect`
public record Difference(String step, String what, String expected, String found) {
    @Override
    public String toString() {
        return "%s, %s: expected %s, found %s".formatted(step, what, expected, found);
    }
}
