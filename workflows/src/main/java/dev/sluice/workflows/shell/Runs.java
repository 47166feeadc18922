package dev.sluice.workflows.shell;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/// When an entity should continue as new, and fresh text for its planner's ids.
public final class Runs {
    private Runs() {}

    public static boolean isLongEnough(Timeouts timeouts) {
        WorkflowInfo info = Workflow.getInfo();
        return info.isContinueAsNewSuggested()
                || (timeouts.eventsPerRun() > 0 && info.getHistoryLength() >= timeouts.eventsPerRun());
    }

    /// 32 hex digits that nobody else has.
    public static String idSeed() {
        return Workflow.randomUUID().toString().replace("-", "");
    }
}
