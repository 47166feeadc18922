package dev.sluice.activities.step;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;

/// Activities run by a Temporal worker.
public final class TemporalActivityLink implements ActivityLink {

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
    }
}
