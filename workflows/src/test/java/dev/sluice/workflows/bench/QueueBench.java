package dev.sluice.workflows.bench;

import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.WindowRules;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Changes that go through one gate together: how many in a minute, what they write into histories, and where the time
/// goes. The jobs do nothing, and nothing outside of Temporal is asked.
///
/// Arguments: `[host:port] [changes] [jobs]`.
public final class QueueBench {
    private QueueBench() {}

    public static void main(String[] args) {
        Optional<String> target = args.length > 0 ? Optional.of(args[0]) : Optional.empty();
        int changes = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        int jobs = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        FakeWorld world = new FakeWorld();
        world.only(IntStream.range(0, jobs)
                .mapToObj(i -> new FakeJob("job-" + i).doingNothing())
                .toArray(FakeJob[]::new));
        // A pipeline of its own, so that a second run on the same server finds an empty queue.
        String pipeline = "bench-" + UUID.randomUUID();
        try (Shells shells = new Shells(world, 2_000, target, Duration.ofSeconds(5))) {
            QueueWorkflow queue = shells.startQueue(gate(pipeline), Stories.QUICK);
            long begun = System.nanoTime();
            for (int number = 1; number <= changes; number++) {
                QueueEvent enqueue = QueueEvent.Enqueue.alone(Stories.change(number, 1), System.currentTimeMillis());
                shells.signal(() -> queue.event(enqueue));
            }
            for (int tenth = 1; tenth <= 10; tenth++) {
                int merged = changes * tenth / 10;
                world.eventually(merged + " merged", 3_600, () -> merged(world) >= merged);
                System.err.printf("%d of %d changes merged after %.0f s%n", merged, changes, seconds(begun));
            }
            double seconds = seconds(begun);
            System.out.printf(
                    "%d changes of %d jobs through one gate: %.1f s, %.0f changes a minute%n",
                    changes, jobs, seconds, changes * 60 / seconds);
            WorkflowStub.fromTyped(queue).terminate("the benchmark is over");
            HistoryCosts costs = new HistoryCosts(shells.client());
            costs.print("queue", List.of(Ids.queue("demo", pipeline)), changes);
            List<String> buildsets = world.buildsets.stream()
                    .map(row -> Ids.buildset(row.buildset()))
                    .distinct()
                    .toList();
            costs.print("buildsets", buildsets, changes);
        }
        System.exit(0);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static long merged(FakeWorld world) {
        return world.reviews.stream().filter(review -> review.submit()).count();
    }

    private static PipelineRules gate(String name) {
        Map<String, List<Reporter>> reporters = new LinkedHashMap<>();
        reporters.put("success", List.of(new Reporter("gerrit", Map.of("Verified", 2), true, true)));
        reporters.put("failure", List.of(new Reporter("gerrit", Map.of("Verified", -2), true, false)));
        return new PipelineRules(
                "demo",
                name,
                "dependent",
                false,
                true,
                false,
                reporters,
                Map.of(),
                "",
                new WindowRules(20, 3, 0, false, 1, true, 2),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
    }
}
