package dev.sluice.workflows.semaphore;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// A semaphore. Id `semaphore/<tenant>/<name>`; started by whoever asks first.
@WorkflowInterface
public interface SemaphoreWorkflow {

    @WorkflowMethod
    void run(SemaphoreInput input);

    /// Asks for it; answered by [dev.sluice.workflows.buildset.BuildsetWorkflow#semaphoreGranted]. Asking twice is the
    /// same as asking once.
    ///
    /// @param maximum as configured now
    @SignalMethod
    void acquire(Holder holder, int maximum);

    /// Gives it back, or stops waiting. Also for an operator, when a holder was terminated.
    @SignalMethod
    void release(Holder holder);

    @QueryMethod
    SemaphoreView view();
}
