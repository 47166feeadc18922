package dev.sluice.engine.config;

import java.util.OptionalInt;

/// How many items of a change queue may run jobs at once, and how this number moves (A20, F55).
///
/// @param size 0 for unlimited
/// @param ceiling absent for unlimited
/// @param increaseExponential whether a merge multiplies instead of adds
/// @param decreaseExponential whether a failure divides instead of subtracts
public record Window(
        int size,
        int floor,
        OptionalInt ceiling,
        boolean increaseExponential,
        int increaseFactor,
        boolean decreaseExponential,
        int decreaseFactor) {}
