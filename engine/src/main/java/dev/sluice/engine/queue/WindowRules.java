package dev.sluice.engine.queue;

/// How many items of a change queue may run jobs at once, and how results move this number (F55 to F60).
///
/// @param size where a queue begins; 0 for unlimited, which never changes
/// @param ceiling 0 for none
/// @param increaseExponential whether a merge multiplies by the factor instead of adding it
/// @param decreaseExponential whether a failure divides by the factor, rounding down, instead of subtracting it
public record WindowRules(
        int size,
        int floor,
        int ceiling,
        boolean increaseExponential,
        int increaseFactor,
        boolean decreaseExponential,
        int decreaseFactor) {

    /// Every item may run.
    public static final WindowRules UNLIMITED = new WindowRules(0, 1, 0, false, 1, true, 2);

    int grown(int window) {
        if (window == 0) {
            return 0;
        }
        int next = increaseExponential ? window * increaseFactor : window + increaseFactor;
        return ceiling == 0 ? next : Math.min(next, ceiling);
    }

    int shrunk(int window) {
        if (window == 0) {
            return 0;
        }
        return Math.max(floor, decreaseExponential ? window / decreaseFactor : window - decreaseFactor);
    }

    /// The window of a queue whose pipeline was defined anew (F59).
    int reconfigured(int window) {
        boolean fixed =
                size != 0 && increaseExponential && increaseFactor == 1 && decreaseExponential && decreaseFactor == 1;
        return fixed || window == 0 ? size : Math.max(window, floor);
    }
}
