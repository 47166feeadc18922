package dev.sluice.workflows.shell;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/// Starts workflows that outlive whoever needs them first.
public final class Entities {
    private Entities() {}

    /// A child that lives on when its parent ends or continues as new.
    public static <W> W newChild(Class<W> type, String id, SearchAttributes labels, String summary) {
        ChildWorkflowOptions options = ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setTypedSearchAttributes(labels)
                .setStaticSummary(Labels.summary(summary))
                .build();
        return Workflow.newChildWorkflowStub(type, options);
    }

    /// Starts it and waits until it has started.
    ///
    /// @return false when one with its id runs already
    public static boolean ensureStarted(
            Object child, Supplier<Promise<WorkflowExecution>> execution, Functions.Proc run) {
        Promise<Boolean> _ = Async.procedure(run).handle((ended, failure) -> true);
        try {
            execution.get().get();
            return true;
        } catch (ChildWorkflowFailure failure) {
            if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
                return false;
            }
            throw failure;
        }
    }
}
