package dev.sluice.workflows.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workflows.port.TimerActivities.Firing;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import dev.sluice.workflows.tenant.TenantWorkflow;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerStoriesTest {
    private static final PipelineTimer NIGHTLY = new PipelineTimer("check", 0, "0 2 * * *");
    private static final PipelineTimer HOURLY = new PipelineTimer("check", 0, "0 * * * *");

    private final FakeWorld world = new FakeWorld();
    private final Shells shells = new Shells(world);

    @AfterEach
    void stop() {
        shells.close();
    }

    /// What a schedule does.
    private void fire(String id, PipelineTimer timer) {
        shells.client()
                .newWorkflowStub(
                        TimerWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(shells.commonQueue())
                                .build())
                .run(new Firing("demo", timer.pipeline(), timer.time()));
    }

    @Test
    void keepsTheSchedulesInLineWithTheLayoutUntilTheLastTimerIsGone() {
        world.timers = List.of(NIGHTLY);
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        world.eventually("the nightly timer", () -> world.scheduled.equals(List.of(NIGHTLY)));

        world.timers = List.of(HOURLY);
        tenant.reconfigure();
        world.eventually("the hourly timer", () -> world.scheduled.equals(List.of(HOURLY)));

        world.timers = List.of();
        tenant.reconfigure();
        world.eventually("no timer", () -> world.scheduled.isEmpty());
    }

    @Test
    void handlesEachFiringOnceAndRunsTheJobs() {
        world.jobs(new FakeJob("test").run("test"));
        world.timers = List.of(NIGHTLY);
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        String first = NIGHTLY.schedule("demo") + "-2026-01-02T02:00:00Z";
        String second = NIGHTLY.schedule("demo") + "-2026-01-03T02:00:00Z";

        fire(first, NIGHTLY);
        fire(first, NIGHTLY);
        world.awaitLine("test: closed SUCCESS");
        fire(second, NIGHTLY);

        world.eventually("both routed", () -> world.routed.size() == 2);
        assertThat(world.routed).containsExactly(first + " with layout-1", second + " with layout-1");
        assertThat(tenant.snapshot().notes()).isEmpty();
    }

    @Test
    void endsWithoutATenant() {
        fire(NIGHTLY.schedule("demo"), NIGHTLY);

        assertThat(world.routed).isEmpty();
    }
}
