package dev.sluice.workflows.bench;

import dev.sluice.workflows.build.BuildInput;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Turn;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
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
            List<BuildWorkflow> all = new ArrayList<>(pause(shells, 20));
            Cost before = Cost.now();
            long begun = System.nanoTime();
            all.addAll(pause(shells, builds));
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
            // The server is the site's: a paused build would stay there for ever.
            all.forEach(build -> WorkflowStub.fromTyped(build).terminate("the benchmark is over"));
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

    private static List<BuildWorkflow> pause(Shells shells, int builds) {
        List<BuildWorkflow> all = new ArrayList<>();
        for (int i = 1; i <= builds; i++) {
            all.add(start(shells));
            progress("started", i);
        }
        for (int i = 0; i < builds; i++) {
            BuildWorkflow build = all.get(i);
            shells.world.eventually("paused", 600, () -> build.view().state().equals("paused"));
            progress("paused", i + 1);
        }
        return all;
    }

    private static void progress(String what, int builds) {
        if (builds % 100 == 0) {
            System.err.printf("%d builds %s%n", builds, what);
        }
    }

    private static BuildWorkflow start(Shells shells) {
        String id = UUID.randomUUID().toString().replace("-", "");
        BuildWorkflow build = shells.client()
                .newWorkflowStub(
                        BuildWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(Ids.build(id))
                                .setTaskQueue(shells.commonQueue())
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
                Stories.QUICK,
                Turn.NONE);
        WorkflowClient.start(build::run, input);
        return build;
    }
}
