package dev.sluice.activities.docker;

import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Measures what a build waits for: a node whose own engine answers, one command in it, and its removal.
///
/// Arguments: the engine's address, the node image, how many times.
public final class NodeBenchmark {
    private static final int COMMANDS_PER_NODE = 5;

    private final EngineClient engine;
    private final DockerNodeActivities nodes;
    private final DockerNodeShell shell;
    private final int times;

    private NodeBenchmark(EngineClient engine, NodeWatch watch, int times) {
        this.engine = engine;
        this.nodes = new DockerNodeActivities(engine, watch, new Unattended());
        this.shell = new DockerNodeShell(engine);
        this.times = times;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: NodeBenchmark unix:///var/run/docker.sock IMAGE TIMES");
            System.exit(2);
        }
        Path state = Files.createTempDirectory("sluice-node-benchmark");
        var settings = EngineSettings.of(
                arguments[0],
                "bench-" + UUID.randomUUID().toString().substring(0, 8),
                Map.of("docker", NodeLabel.withEngine(arguments[1])),
                state);
        try (var engine = new EngineClient(settings);
                var watch = new NodeWatch(engine, Duration.ofSeconds(5))) {
            new NodeBenchmark(engine, watch, Integer.parseInt(arguments[2])).measure(System.out);
        } finally {
            Files.deleteIfExists(state.resolve("nodes"));
            Files.deleteIfExists(state);
        }
    }

    /// The first node pays for what is tried once per worker, and is not counted.
    private void measure(PrintStream out) throws InterruptedException {
        double[] ready = new double[times];
        double[] removed = new double[times];
        double[] command = new double[times * COMMANDS_PER_NODE];
        try {
            for (int i = -1; i < times; i++) {
                String build = UUID.randomUUID().toString().replace("-", "");
                var request = new ProvisionNodes(
                        build, build, "benchmark", List.of(new NodeRequest(List.of("node"), "docker")));
                double provisioning = millis(() -> nodes.provision(request));
                for (int j = 0; j < COMMANDS_PER_NODE; j++) {
                    double running = millis(() -> run(build));
                    command[Math.max(0, i) * COMMANDS_PER_NODE + j] = running;
                }
                double releasing = millis(() -> nodes.release(build, null));
                ready[Math.max(0, i)] = provisioning;
                removed[Math.max(0, i)] = releasing;
            }
        } finally {
            new Janitor(engine).sweep(build -> false);
        }
        print(out, "private engine ready", ready);
        print(out, "command in a node", command);
        print(out, "node removed", removed);
    }

    private void run(String build) throws InterruptedException {
        shell.run(
                build,
                "node",
                new Command(List.of("true"), Map.of(), "", Optional.empty(), Duration.ofMinutes(1)),
                (stream, line) -> {});
    }

    private static double millis(Step step) throws InterruptedException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(PrintStream out, String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%-22s n=%-4d p50=%6.0f ms  p95=%6.0f ms  max=%6.0f ms%n",
                what,
                sorted.length,
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                sorted[sorted.length - 1]);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    /// Nobody waits for these activities.
    private static final class Unattended implements ActivityLink {
        @Override
        public void beat(String detail) {}

        @Override
        public Lease detach() {
            throw new UnsupportedOperationException("the benchmark holds no lease");
        }
    }
}
