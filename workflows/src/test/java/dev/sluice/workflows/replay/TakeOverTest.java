package dev.sluice.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Script;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Workers that remember nothing replay a workflow for each of its tasks, as one that takes over from a dead one does.
class TakeOverTest {
    private final FakeWorld world = new FakeWorld();

    @Test
    void goesOnWhereADeadWorkerWas() {
        world.jobs(Stories.imageJobs());
        world.script("build-image/push", Script.breaks(Stories.QUICK.attempts()));
        try (Shells shells = new Shells(world, 0)) {
            shells.startBuildset("one", Optional.empty());
            shells.awaitState("one", "build-image", "parked");
            shells.buildOf("one", "build-image").rerun("");

            assertThat(shells.resultOf(Ids.buildset("one"))).isEqualTo("SUCCESS");
        }
        assertThat(world.count("registry: start registry")).isEqualTo(1);
        assertThat(world.count("build-image: build")).isEqualTo(1);
    }
}
