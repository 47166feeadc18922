package dev.sluice.workflows.tenant;

import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.PortFailure;
import dev.sluice.workflows.shell.Timeouts;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;

/// A tenant's calls of the outside world, and notes of those that failed.
record TenantCalls(Timeouts timeouts, Notes notes) {

    TenantActivities activities(String summary) {
        return Workflow.newActivityStub(TenantActivities.class, new ActivityChoices(timeouts).tenant(summary));
    }

    /// @return what was noted
    /// @throws CanceledFailure when the workflow itself is cancelled
    String note(String what, ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure canceled) {
            throw canceled;
        }
        String text = what + PortFailure.of(failure).message();
        notes.add(text);
        return text;
    }
}
