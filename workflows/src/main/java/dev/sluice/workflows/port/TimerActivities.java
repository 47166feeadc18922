package dev.sluice.workflows.port;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/// The timers of a tenant's pipelines, as schedules of Temporal.
@ActivityInterface
public interface TimerActivities {
    /// Type of the workflow that a schedule starts, with a [Firing]; its id is the schedule's and the time.
    String WORKFLOW = "TimerWorkflow";

    /// What the ids of all schedules begin with.
    String SCHEDULES = "timer/";

    /// What the ids of a tenant's schedules begin with.
    static String schedules(String tenant) {
        return SCHEDULES + tenant + "/";
    }

    /// Brings the tenant's schedules into line: there is one for each wanted timer, and no other. Doing it twice
    /// changes nothing; a schedule that somebody paused stays paused.
    void alignTimers(AlignTimers request);

    /// @param before timers that an earlier call may have made schedules for; the server's list alone can be behind
    record AlignTimers(String tenant, List<PipelineTimer> before, List<PipelineTimer> wanted) {}

    /// @param index place among the timers of its pipeline, from 0
    /// @param time cron expression, as the user wrote it
    record PipelineTimer(String pipeline, int index, String time) {
        public String schedule(String tenant) {
            return schedules(tenant) + pipeline + "/" + index;
        }
    }

    /// @param time cron expression, as the user wrote it
    record Firing(String tenant, String pipeline, String time) {}
}
