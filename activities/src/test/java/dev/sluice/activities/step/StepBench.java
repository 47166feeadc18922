package dev.sluice.activities.step;

import dev.sluice.engine.playbook.StepRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/// What a step costs inside its activity: a `debug` task with one variable, on a workspace on disk.
///
/// Argument: how many steps (2000).
public final class StepBench {
    private static final int WARM_UP = 500;

    private StepBench() {}

    public static void main(String[] arguments) throws Exception {
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        Path directory = Files.createTempDirectory("sluice-step-bench");
        try {
            Workbench bench = new Workbench(directory);
            bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{debug: {msg: 'x {{ zuul.change }}'}}]\n"));
            bench.open();
            StepRun run = new StepRun(0, "0", "", "node", "s");
            double[] millis = new double[steps];
            for (int i = -WARM_UP; i < steps; i++) {
                long start = System.nanoTime();
                bench.step(0, run);
                millis[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "debug step in its activity: n=%d p50=%.2f ms p95=%.2f ms%n",
                    steps,
                    millis[steps / 2],
                    millis[steps * 95 / 100]);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
