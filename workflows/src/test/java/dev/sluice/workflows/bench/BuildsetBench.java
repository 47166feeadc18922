package dev.sluice.workflows.bench;

import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Shells;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// A buildset of n jobs against a hand-written workflow with as many activities on the same server.
///
/// Arguments: `[host:port] [n]`.
public final class BuildsetBench {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 9;

    private BuildsetBench() {}

    public static void main(String[] args) {
        Optional<String> target = args.length > 0 ? Optional.of(args[0]) : Optional.empty();
        int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        FakeWorld world = new FakeWorld();
        try (Shells shells = new Shells(world, 100, target, Duration.ofSeconds(5))) {
            WorkerFactory other = shells.startWorker("hand", HandWritten.Impl.class, new HandWritten.NothingImpl());
            // Of a buildset: prepare, record its begin. Of a job that does nothing: record.
            compare(shells, "no-op jobs", jobs, 2, 1, FakeJob::doingNothing);
            // Of a build: open, announce, step, announce beside returned, close, record: seven, six in a row.
            compare(
                    shells,
                    "jobs of one step",
                    jobs,
                    2,
                    7,
                    job -> job.onExecutor().run("step"));
            other.shutdownNow();
        }
        System.exit(0);
    }

    private interface Shape {
        FakeJob of(FakeJob job);
    }

    private static void compare(Shells shells, String what, int jobs, int first, int inAChain, Shape shape) {
        FakeJob[] all = IntStream.range(0, jobs)
                .mapToObj(i -> shape.of(new FakeJob("job-" + i)))
                .toArray(FakeJob[]::new);
        shells.world.only(all);
        long[] ours = new long[ROUNDS];
        long[] hand = new long[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long sluice = buildset(shells);
            long plain = handWritten(shells, first, jobs, inAChain);
            if (round >= 0) {
                ours[round] = sluice;
                hand[round] = plain;
            }
        }
        double a = median(ours) / 1e6;
        double b = median(hand) / 1e6;
        System.out.printf(
                "%d %s: buildset %.0f ms, hand-written with %d activities %.0f ms, ratio %.2f%n",
                jobs, what, a, first + jobs * inAChain, b, a / b);
    }

    private static long buildset(Shells shells) {
        String id = UUID.randomUUID().toString().replace("-", "");
        long begun = System.nanoTime();
        shells.startBuildset(id, Optional.empty());
        shells.resultOf(Ids.buildset(id));
        return System.nanoTime() - begun;
    }

    private static long handWritten(Shells shells, int first, int chains, int inAChain) {
        HandWritten workflow = shells.client()
                .newWorkflowStub(
                        HandWritten.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("hand/" + UUID.randomUUID())
                                .setTaskQueue("hand")
                                .build());
        long begun = System.nanoTime();
        WorkflowClient.start(workflow::run, first, chains, inAChain);
        WorkflowStub.fromTyped(workflow).getResult(String.class);
        return System.nanoTime() - begun;
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
