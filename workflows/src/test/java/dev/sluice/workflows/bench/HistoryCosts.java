package dev.sluice.workflows.bench;

import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What workflows left in their histories, over all their runs: events, bytes, and how long tasks waited and ran.
final class HistoryCosts {
    private final WorkflowClient client;

    HistoryCosts(WorkflowClient client) {
        this.client = client;
    }

    void print(String what, List<String> workflows, int changes) {
        long events = 0;
        long bytes = 0;
        Times times = new Times();
        int runs = 0;
        for (String workflow : workflows) {
            for (String run : runs(workflow)) {
                List<HistoryEvent> history = client.fetchHistory(workflow, run).getEvents();
                events += history.size();
                bytes += history.stream()
                        .mapToLong(HistoryEvent::getSerializedSize)
                        .sum();
                times.add(history);
                runs++;
            }
        }
        System.out.printf(
                "%s: %d runs, %.1f events and %.1f KB of history a change; workflow tasks waited %.1f s and ran %.1f s,"
                        + " activities waited %.1f s and ran %.1f s in all%n",
                what,
                runs,
                (double) events / changes,
                bytes / 1e3 / changes,
                times.taskWaited / 1e9,
                times.taskRan / 1e9,
                times.activityWaited / 1e9,
                times.activityRan / 1e9);
    }

    /// From the newest run back to the first.
    private Set<String> runs(String workflow) {
        Set<String> runs = new LinkedHashSet<>();
        String run = client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                        .build())
                .getWorkflowExecutionInfo()
                .getExecution()
                .getRunId();
        while (!run.isEmpty()) {
            runs.add(run);
            run = client.fetchHistory(workflow, run)
                    .getEvents()
                    .getFirst()
                    .getWorkflowExecutionStartedEventAttributes()
                    .getContinuedExecutionRunId();
        }
        return runs;
    }

    /// Nanoseconds between events of the same task.
    private static final class Times {
        private long taskWaited;
        private long taskRan;
        private long activityWaited;
        private long activityRan;

        void add(List<HistoryEvent> history) {
            Map<Long, HistoryEvent> byId = new HashMap<>();
            history.forEach(event -> byId.put(event.getEventId(), event));
            for (HistoryEvent event : history) {
                switch (event.getEventType()) {
                    case EVENT_TYPE_WORKFLOW_TASK_STARTED ->
                        taskWaited += between(
                                byId,
                                event.getWorkflowTaskStartedEventAttributes().getScheduledEventId(),
                                event);
                    case EVENT_TYPE_WORKFLOW_TASK_COMPLETED ->
                        taskRan += between(
                                byId,
                                event.getWorkflowTaskCompletedEventAttributes().getStartedEventId(),
                                event);
                    case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
                        activityWaited += between(
                                byId,
                                event.getActivityTaskStartedEventAttributes().getScheduledEventId(),
                                event);
                    case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                        activityRan += between(
                                byId,
                                event.getActivityTaskCompletedEventAttributes().getStartedEventId(),
                                event);
                    default -> {}
                }
            }
        }

        private static long between(Map<Long, HistoryEvent> byId, long begin, HistoryEvent end) {
            HistoryEvent first = byId.get(begin);
            return first == null ? 0 : nanos(end.getEventTime()) - nanos(first.getEventTime());
        }

        private static long nanos(Timestamp time) {
            return time.getSeconds() * 1_000_000_000L + time.getNanos();
        }
    }
}
