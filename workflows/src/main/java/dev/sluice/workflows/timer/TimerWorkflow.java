package dev.sluice.workflows.timer;

import dev.sluice.workflows.port.TimerActivities;
import dev.sluice.workflows.port.TimerActivities.Firing;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// One firing of a timer; started by a schedule, whose id it has with the time behind it.
@WorkflowInterface
public interface TimerWorkflow {

    /// Tells the tenant.
    @WorkflowMethod(name = TimerActivities.WORKFLOW)
    void run(Firing firing);
}
