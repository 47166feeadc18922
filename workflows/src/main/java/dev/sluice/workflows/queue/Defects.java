package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueEvent;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/// What went wrong without anybody waiting for it, kept where people see it: events that the planner had no rule for,
/// and trees that landed otherwise than they were tested.
final class Defects {
    private static final Logger LOG = Workflow.getLogger(Defects.class);
    private static final int KEPT = 20;
    private static final int LENGTH = 500;
    private final List<String> newest;

    Defects(List<String> carried) {
        newest = new ArrayList<>(carried);
    }

    void add(QueueEvent event, RuntimeException defect) {
        LOG.error("no plan for {}", event, defect);
        add("Not handled: " + event.getClass().getSimpleName() + ": " + defect.getMessage());
    }

    void add(String text) {
        newest.add(text.substring(0, Math.min(LENGTH, text.length())));
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    List<String> list() {
        return List.copyOf(newest);
    }
}
