package dev.sluice.activities.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to wait for a registry and how often to try.
///
/// @param attempts tries of one call in all
/// @param firstDelay longest wait after the first fault; doubles with each further one
/// @param longestDelay no wait is longer; a server that asks for more (`Retry-After`) ends the tries
/// @param answer time for a small call's answer
/// @param idle a transfer that moved no byte for this long is broken
/// @param jitter spreads the waits
public record Patience(
        int attempts,
        Duration firstDelay,
        Duration longestDelay,
        Duration answer,
        Duration idle,
        Pause pause,
        RandomGenerator jitter) {

    /// Waits for real.
    public static Patience usual() {
        return new Patience(
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Thread::sleep,
                RandomGenerator.getDefault());
    }

    /// Lets time pass.
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /// The wait after so many faults, or empty when the server asks for more than we give.
    Optional<Duration> delay(int faults, Optional<Duration> asked) {
        if (asked.isPresent()) {
            return asked.filter(time -> time.compareTo(longestDelay) <= 0);
        }
        long ceiling = Math.min(longestDelay.toMillis(), firstDelay.toMillis() << Math.min(faults - 1, 16));
        return Optional.of(Duration.ofMillis(ceiling / 2 + jitter.nextLong(ceiling / 2 + 1)));
    }
}
