package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/// A pipeline. Id `queue/<tenant>/<pipeline>`; an abandoned child of its tenant, started when first needed.
@WorkflowInterface
public interface QueueWorkflow {

    @WorkflowMethod
    void run(QueueInput input);

    @SignalMethod
    void event(QueueEvent event);

    /// From buildsets: what gathered while their last signal was on its way.
    @SignalMethod
    void events(QueueEvents events);

    /// An operator enqueues a change or ref (F80).
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String enqueue(Enqueue enqueue);

    /// An operator removes a live item (F81).
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String dequeue(DequeueRequest request);

    @UpdateValidatorMethod(updateName = "dequeue")
    void checkDequeue(DequeueRequest request);

    /// An operator brings live items to the head of their queues, in this order (F82).
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String promote(PromoteRequest request);

    @UpdateValidatorMethod(updateName = "promote")
    void checkPromote(PromoteRequest request);

    /// Makes a new attempt at the item of an ended buildset.
    ///
    /// @return what came of it, for people
    @UpdateMethod
    String rerun(RerunRequest request);

    @UpdateValidatorMethod(updateName = "rerun")
    void checkRerun(RerunRequest request);

    @QueryMethod
    QueueStatus view();

    /// @param subject id such as `12,3`, or a ref's name
    /// @param project short name, such as `org/app`
    record DequeueRequest(String subject, String project) {}

    /// @param subjects ids such as `12,3`
    record PromoteRequest(List<String> subjects) {}

    /// @param failedOnly run only failed jobs and what depends on them, and carry the rest over while its inputs are
    ///     unchanged
    record RerunRequest(String buildset, boolean failedOnly) {}
}
