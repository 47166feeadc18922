package dev.sluice.workflows.gerrit;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/// Follows a connection's events for as long as it exists. Id `gerrit/<connection>`; started by the worker.
@WorkflowInterface
public interface GerritListenerWorkflow {

    @WorkflowMethod
    void run(ListenerInput input);

    /// Hands events to these tenants from now on.
    @SignalMethod
    void tenants(List<String> names);

    @QueryMethod
    ListenerInput current();
}
