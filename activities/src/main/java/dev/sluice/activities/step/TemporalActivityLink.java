package dev.sluice.activities.step;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.workflows.port.ExecutorActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Activities run by a Temporal worker.
public final class TemporalActivityLink implements ActivityLink {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalActivityLink.class);

    @Override
    public Running running() {
        ActivityExecutionContext context = Activity.getExecutionContext();
        ActivityInfo info = context.getInfo();
        return new TemporalRunning(context, info.getWorkflowRunId() + "/" + info.getActivityId());
    }

    private record TemporalRunning(ActivityExecutionContext context, String id) implements Running {
        @Override
        public void beat(String detail) {
            context.heartbeat(detail);
        }

        @Override
        public void outputFailed() {
            String build = context.getInfo().getWorkflowId();
            try {
                context.getWorkflowClient().newUntypedWorkflowStub(build).signal(ExecutorActivities.OUTPUT_FAILED);
            } catch (WorkflowNotFoundException gone) {
                LOG.debug("{} is over, and need not know that its output says it fails", build);
            } catch (WorkflowServiceException unreachable) {
                throw new InfrastructureFailure("Temporal does not take the signal that the build fails.");
            }
        }
    }
}
