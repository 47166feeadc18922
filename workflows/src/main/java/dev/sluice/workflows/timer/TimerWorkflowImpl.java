package dev.sluice.workflows.timer;

import dev.sluice.engine.event.TimerEvents;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.TimerActivities.Firing;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Signals;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.workflow.Workflow;

/// Sends one event, whose key is the workflow's own id: however often this runs, the tenant handles the firing once.
public final class TimerWorkflowImpl implements TimerWorkflow {

    @Override
    public void run(Firing firing) {
        TriggerEvent event = TimerEvents.of(
                firing.pipeline(),
                firing.time(),
                Workflow.getInfo().getWorkflowId(),
                Workflow.currentTimeMillis() / 1000);
        TenantWorkflow tenant = Workflow.newExternalWorkflowStub(TenantWorkflow.class, Ids.tenant(firing.tenant()));
        // A tenant that is gone misses nothing.
        boolean _ = Signals.arrived(() -> tenant.event(event));
    }
}
