package dev.sluice.workflows.tenant;

import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.AutoholdRequest;
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

    /// Loads the configuration again and returns when the new layout is in force and all queues were told (A78).
    @UpdateMethod
    Reconfiguration tenantReconfigure();

    /// Keeps events from now on, in order, until they are resumed.
    ///
    /// @param reason for people
    /// @return what came of it, for people
    @UpdateMethod
    String pauseEvents(String reason);

    @UpdateValidatorMethod(updateName = "pauseEvents")
    void checkPauseEvents(String reason);

    /// Works off what was kept, then goes on.
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String resumeEvents();

    @UpdateValidatorMethod(updateName = "resumeEvents")
    void checkResumeEvents();

    /// Keeps the nodes of the next builds of a job that fail (F84).
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String autohold(AutoholdRequest request);

    @UpdateValidatorMethod(updateName = "autohold")
    void checkAutohold(AutoholdRequest request);

    /// Forgets a request and lets go of the nodes that it kept.
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String autoholdDelete(String id);

    @UpdateValidatorMethod(updateName = "autoholdDelete")
    void checkAutoholdDelete(String id);

    /// A host keeps the nodes of a build; refused, without a trace, when no request wants them.
    ///
    /// @return id of the request
    @UpdateMethod
    String hold(HoldRequest request);

    @UpdateValidatorMethod(updateName = "hold")
    void checkHold(HoldRequest request);

    @QueryMethod
    Autoholds autoholds();

    @QueryMethod
    TenantView snapshot();
}
