package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Random pipelines under random events. `-Dproperty.seed=N` plays one seed again.
final class QueuePropertyTest {
    private static final int PIPELINES = Integer.getInteger("property.runs", 100);

    @Test
    void emptiesEveryPipelineThatIsAnswered() {
        Long only = Long.getLong("property.seed");
        long first = only == null ? System.nanoTime() : only;
        int played = 0;
        for (long seed = first; seed < first + (only == null ? PIPELINES : 1); seed++) {
            RandomPipeline world = new RandomPipeline(
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
            try {
                world.play(40);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        e.getMessage() + "\nplay it again with -Dproperty.seed=" + seed + "\n" + world.story(), e);
            }
            played++;
        }
        assertThat(played).isPositive();
    }
}
