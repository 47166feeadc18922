package dev.sluice.workflows.tenant;

import dev.sluice.engine.event.TriggerEvent;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// A tenant. Id `tenant/<tenant>`; started by the worker, lives for as long as the tenant.
@WorkflowInterface
public interface TenantWorkflow {

    @WorkflowMethod
    void run(TenantInput input);

    /// Something happened at a connection; an event whose key was seen before changes nothing.
    @SignalMethod
    void event(TriggerEvent event);

    /// Loads the configuration again, before the next event.
    @SignalMethod
    void reconfigure();

    @QueryMethod
    TenantView snapshot();
}
