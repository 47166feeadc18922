package dev.sluice.workflows.bench;

import dev.sluice.workflows.build.BuildInput;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What paused builds cost one worker: heap and threads.
///
/// Arguments: `[host:port] [builds]`. Without an address the server's own memory is in the figure too.
public final class PausedBuildsBench {
    private PausedBuildsBench() {}

    public static void main(String[] args) {
        Optional<String> target = args.length > 0 ? Optional.of(args[0]) : Optional.empty();
        int builds = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        FakeWorld world = new FakeWorld();
        world.only(new FakeJob("registry").pausing().run("start registry").post("collect logs"));
        try (Shells shells = new Shells(world, 2_000, target, Duration.ofSeconds(5))) {
            pause(shells, 20);
            Cost before = Cost.now();
            long begun = System.nanoTime();
            pause(shells, builds);
            double seconds = (System.nanoTime() - begun) / 1e9;
            Cost after = Cost.now();
            System.out.printf(
                    "%d paused builds: heap %.1f MB (%.1f KB each), platform threads %+d (now %d), paused in %.1f s%n",
                    builds,
                    (after.heap() - before.heap()) / 1e6,
                    (after.heap() - before.heap()) / 1e3 / builds,
                    after.threads() - before.threads(),
                    after.threads(),
                    seconds);
        }
        System.exit(0);
    }

    private record Cost(long heap, int threads) {
        static Cost now() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Cost(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }
    }

    private static void pause(Shells shells, int builds) {
        List<BuildWorkflow> all = java.util.stream.IntStream.range(0, builds)
                .mapToObj(_ -> start(shells))
                .toList();
        all.forEach(build -> shells.world.eventually(
                "paused", 600, () -> build.view().state().equals("paused")));
    }

    private static BuildWorkflow start(Shells shells) {
        String id = UUID.randomUUID().toString().replace("-", "");
        BuildWorkflow build = shells.client()
                .newWorkflowStub(
                        BuildWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(Ids.build(id))
                                .setTaskQueue("sluice")
                                .setTypedSearchAttributes(Labels.ofJob("demo", "check", "demo/app", "1,1", "registry"))
                                .build());
        BuildInput input = new BuildInput(
                "demo",
                "check",
                "demo/app",
                "1,1",
                "none",
                "graph",
                id,
                "registry",
                1,
                3,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Stories.QUICK);
        WorkflowClient.start(build::run, input);
        return build;
    }
}
