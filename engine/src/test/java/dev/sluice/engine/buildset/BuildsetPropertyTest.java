package dev.sluice.engine.buildset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Random graphs under random events. `-Dproperty.seed=N` plays one seed again.
final class BuildsetPropertyTest {
    private static final int GRAPHS = Integer.getInteger("property.runs", 150);

    @Test
    void keepsItsPromisesInRandomGraphs() {
        Long only = Long.getLong("property.seed");
        long first = only == null ? System.nanoTime() : only;
        int completed = 0;
        for (long seed = first; seed < first + (only == null ? GRAPHS : 1); seed++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            RandomBuildset world = new RandomBuildset(random);
            try {
                world.playToTheEnd();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        e.getMessage() + "\nplay it again with -Dproperty.seed=" + seed + "\n" + world.story(), e);
            }
            completed++;
        }
        assertThat(completed).isPositive();
    }
}
