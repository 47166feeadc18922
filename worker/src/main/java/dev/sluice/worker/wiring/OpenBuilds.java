package dev.sluice.worker.wiring;

import dev.sluice.workflows.shell.Ids;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

/// Which builds still run, by what Temporal knows of their workflows.
final class OpenBuilds {
    private final WorkflowClient client;

    OpenBuilds(WorkflowClient client) {
        this.client = client;
    }

    boolean isOpen(String build) {
        try {
            return client.newUntypedWorkflowStub(Ids.build(build)).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException never) {
            return false;
        }
    }
}
