package dev.sluice.workflows.shell;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/// When an entity should continue as new, and fresh text for its planner's ids.
public final class Runs {
    private Runs() {}

    private static final int SUGGESTED_EVENTS = 4_096;

    /// Whether the next quiet moment should be the run's last.
    public static boolean isLongEnough(Timeouts timeouts) {
        WorkflowInfo info = Workflow.getInfo();
        return info.isContinueAsNewSuggested()
                || (timeouts.eventsPerRun() > 0 && info.getHistoryLength() >= timeouts.eventsPerRun());
    }

    /// Whether the run must end now, quiet or not.
    public static boolean isOverdue(Timeouts timeouts) {
        int events = timeouts.eventsPerRun() > 0 ? timeouts.eventsPerRun() : SUGGESTED_EVENTS;
        return Workflow.getInfo().getHistoryLength() >= 2L * events;
    }

    /// 32 hex digits that nobody else has.
    public static String idSeed() {
        return Workflow.randomUUID().toString().replace("-", "");
    }
}
