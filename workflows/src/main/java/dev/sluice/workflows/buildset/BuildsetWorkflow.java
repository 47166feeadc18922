package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildsetEvent;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// One attempt at an item. Id `buildset/<uuid>`; an abandoned child of its queue.
@WorkflowInterface
public interface BuildsetWorkflow {

    /// @return the result: of the builds, or `CONFIG_ERROR` or `MERGE_CONFLICT`
    @WorkflowMethod
    String run(BuildsetInput input);

    /// From the queue: requirements, holds, cancellation. From builds: started, paused, failing.
    @SignalMethod
    void event(BuildsetEvent event);

    /// From a semaphore: the job holds it now.
    @SignalMethod
    void semaphoreGranted(String job, String semaphore);

    @QueryMethod
    BuildsetView view();
}
