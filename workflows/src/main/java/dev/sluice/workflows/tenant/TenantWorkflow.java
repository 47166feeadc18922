package dev.sluice.workflows.tenant;

import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.EnqueueRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
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

    /// An operator enqueues a change or ref past the pipeline's requirements (F80).
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String enqueue(EnqueueRequest request);

    @UpdateValidatorMethod(updateName = "enqueue")
    void checkEnqueue(EnqueueRequest request);

    @QueryMethod
    TenantView snapshot();
}
