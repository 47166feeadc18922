package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Random gates of up to 50 items under random events. `-Dproperty.seed=N` plays one seed again.
final class GatePropertyTest {
    private static final int GATES = Integer.getInteger("property.runs", 8);

    @Test
    void keepsWhatAGatePromises() {
        Long only = Long.getLong("property.seed");
        long first = only == null ? System.nanoTime() : only;
        int played = 0;
        for (long seed = first; seed < first + (only == null ? GATES : 1); seed++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            RandomGate world = new RandomGate(random, 5 + random.nextInt(46));
            try {
                world.play(250);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        e.getMessage() + "\nplay it again with -Dproperty.seed=" + seed + "\n" + world.story(), e);
            }
            played++;
        }
        assertThat(played).isPositive();
    }
}
