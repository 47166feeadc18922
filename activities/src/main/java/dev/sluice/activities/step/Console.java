package dev.sluice.activities.step;

import dev.sluice.activities.contract.LogStore.LogWriter;
import dev.sluice.activities.step.module.Result;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A build's log as Zuul's users know it. The store adds the time before each line.
final class Console implements AutoCloseable {
    private final LogWriter writer;
    private final Hidden hidden;
    private final String host;
    private final boolean silent;
    private final FailureOutput failures;

    /// @param silent whether the step says `no_log`
    Console(LogWriter writer, Hidden hidden, String host, boolean silent, FailureOutput failures) {
        this.writer = writer;
        this.hidden = hidden;
        this.host = host;
        this.silent = silent;
        this.failures = failures;
        writer.hide(hidden.list());
    }

    /// From now on hidden.
    void hide(String secret) {
        if (hidden.add(secret)) {
            writer.hide(List.copyOf(Hidden.formsOf(secret)));
        }
    }

    void play(String name) {
        writer.line("", "");
        writer.line("", "PLAY [" + name + "]");
    }

    void task(String name) {
        writer.line(host, "TASK [" + name + "]");
    }

    /// Output of a task.
    void output(String line) {
        if (!silent) {
            writer.line(host, line);
            failures.look(line).ifPresent(this::note);
        }
    }

    /// @param label of the loop's item, empty outside of loops
    void result(Result result, String label) {
        String word =
                result.isFailed() ? "failed" : result.isSkipped() ? "skipping" : result.isChanged() ? "changed" : "ok";
        String item = label.isEmpty() || silent ? "" : " => (item=" + label + ")";
        writer.line(host, word + ": [" + host + "]" + item);
        if (result.isFailed()) {
            writer.line(host, silent ? StepMessages.HIDDEN : "  " + result.message());
        }
    }

    void ignored() {
        writer.line(host, "...ignoring");
    }

    void note(String line) {
        writer.line(host, line);
    }

    /// What became of the tasks on each host.
    static void recap(LogWriter writer, List<StepEnd> ends) {
        Map<String, Map<StepStatus, Integer>> counts = new TreeMap<>();
        for (StepEnd end : ends) {
            counts.computeIfAbsent(end.run().host(), host -> new TreeMap<>()).merge(end.status(), 1, Integer::sum);
        }
        if (counts.isEmpty()) {
            return;
        }
        writer.line("", "");
        writer.line("", "PLAY RECAP");
        counts.forEach((host, of) -> {
            int changed = of.getOrDefault(StepStatus.CHANGED, 0);
            writer.line(
                    host,
                    "ok: " + (of.getOrDefault(StepStatus.OK, 0) + changed)
                            + " changed: " + changed
                            + " unreachable: " + of.getOrDefault(StepStatus.UNREACHABLE, 0)
                            + " failed: " + of.getOrDefault(StepStatus.FAILED, 0)
                            + " skipped: " + of.getOrDefault(StepStatus.SKIPPED, 0)
                            + " ignored: " + of.getOrDefault(StepStatus.IGNORED, 0));
        });
    }

    @Override
    public void close() {
        writer.close();
    }
}
