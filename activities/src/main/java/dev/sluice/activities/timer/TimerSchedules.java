package dev.sluice.activities.timer;

import dev.sluice.engine.config.CronTime;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.TimerActivities;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Predicate;

/// A schedule for each timer of a pipeline, named by [PipelineTimer#schedule].
public final class TimerSchedules implements TimerActivities {
    /// A nightly pipeline still runs after a short outage of Temporal; firings of a day ago help nobody.
    private static final Duration CATCH_UP = Duration.ofHours(1);

    private final ScheduleClient schedules;
    private final String taskQueue;

    /// @param taskQueue where workflows run
    public TimerSchedules(ScheduleClient schedules, String taskQueue) {
        this.schedules = schedules;
        this.taskQueue = taskQueue;
    }

    @Override
    public void alignTimers(AlignTimers request) {
        Map<String, Schedule> wanted = new LinkedHashMap<>();
        request.wanted()
                .forEach(timer -> wanted.put(timer.schedule(request.tenant()), schedule(request.tenant(), timer)));
        try {
            wanted.forEach(this::put);
            SequencedSet<String> others = listed(id -> id.startsWith(TimerActivities.schedules(request.tenant())));
            request.before().forEach(timer -> others.add(timer.schedule(request.tenant())));
            others.removeAll(wanted.keySet());
            others.forEach(this::remove);
        } catch (StatusRuntimeException | ScheduleException failure) {
            throw failed(failure);
        }
    }

    /// Removes the timers of all tenants but these. A server without schedules has none to remove.
    public void keepTenants(List<String> tenants) {
        List<String> kept = tenants.stream().map(TimerActivities::schedules).toList();
        try {
            listed(id -> id.startsWith(SCHEDULES) && kept.stream().noneMatch(id::startsWith))
                    .forEach(this::remove);
        } catch (StatusRuntimeException | ScheduleException failure) {
            if (status(failure) != Status.Code.UNIMPLEMENTED) {
                throw failure;
            }
        }
    }

    private SequencedSet<String> listed(Predicate<String> which) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        schedules
                .listSchedules()
                .map(ScheduleListDescription::getScheduleId)
                .filter(which)
                .forEach(ids::add);
        return ids;
    }

    private void put(String id, Schedule schedule) {
        try {
            schedules.createSchedule(id, schedule, ScheduleOptions.newBuilder().build());
        } catch (ScheduleAlreadyRunningException there) {
            schedules
                    .getHandle(id)
                    .update(now -> new ScheduleUpdate(Schedule.newBuilder(schedule)
                            .setState(now.getDescription().getSchedule().getState())
                            .build()));
        }
    }

    private void remove(String id) {
        try {
            schedules.getHandle(id).delete();
        } catch (StatusRuntimeException | ScheduleException failure) {
            if (status(failure) != Status.Code.NOT_FOUND) {
                throw failure;
            }
        }
    }

    private Schedule schedule(String tenant, PipelineTimer timer) {
        CronTime time = CronTime.parse(timer.time())
                .orElseThrow(() -> FailureKind.BUG.failure("No time of a timer: '" + timer.time() + "'.", null));
        return Schedule.newBuilder()
                .setSpec(CalendarTimes.of(time))
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(WORKFLOW)
                        .setArguments(new Firing(tenant, timer.pipeline(), timer.time()))
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId(timer.schedule(tenant))
                                .setTaskQueue(taskQueue)
                                .setStaticSummary("timer of " + timer.pipeline())
                                // The SDK cannot read back a summary without details.
                                .setStaticDetails("Tells the tenant workflow that the timer has fired.")
                                .build())
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        // While no worker is there, one firing waits and stands for those after it.
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(CATCH_UP)
                        .build())
                .build();
    }

    private static RuntimeException failed(RuntimeException failure) {
        return status(failure) == Status.Code.UNIMPLEMENTED
                ? FailureKind.CONFIG.failure(
                        "Timer triggers do not fire: this Temporal server has no schedules. Set 'temporal.address' to "
                                + "a real server. [TIMER-001]",
                        null)
                : FailureKind.DEPENDENCY.failure(
                        "Temporal did not take the timers' schedules: " + failure.getMessage() + ". [TIMER-002]",
                        failure);
    }

    private static Status.Code status(RuntimeException failure) {
        return Status.fromThrowable(failure).getCode();
    }
}
