package dev.sluice.workflows.conform;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Knows from the histories when nothing goes on any more: no workflow task, signal or child start is open, and no
/// activity but those that are held.
final class Quiet {
    private static final String HELD = "RunStep";
    private final WorkflowClient client;
    private final LongSupplier held;
    private String restless = "";

    Quiet(WorkflowClient client, LongSupplier held) {
        this.client = client;
        this.held = held;
    }

    void await() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Optional<Map<String, Integer>> before = Optional.empty();
        while (true) {
            Optional<Map<String, Integer>> now = look();
            if (now.isPresent() && now.equals(before)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the workflows do not come to rest within 60 s: " + restless);
            }
            before = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /// Lengths of all histories, when nothing is open in them. They are read one after the other: only two looks that
    /// are alike say something.
    private Optional<Map<String, Integer>> look() {
        try {
            long before = held.getAsLong();
            long steps = 0;
            Map<String, Integer> lengths = new TreeMap<>();
            for (WorkflowExecutionInfo run : open()) {
                String id = run.getExecution().getWorkflowId();
                Open open = new Open();
                List<HistoryEvent> events =
                        client.fetchHistory(id, run.getExecution().getRunId()).getEvents();
                events.forEach(open::see);
                if (open.restless()) {
                    restless = id + ", open since events " + open.others + ", activities pending: "
                            + pending(run.getExecution());
                    return Optional.empty();
                }
                lengths.put(id, events.size());
                steps += open.steps.size();
            }
            restless = steps + " steps are open, and " + before + " are held";
            return steps == before && before == held.getAsLong() ? Optional.of(lengths) : Optional.empty();
        } catch (StatusRuntimeException busy) {
            // The in-memory server sometimes stumbles over a workflow that closes while it is listed.
            restless = busy.toString();
            return Optional.empty();
        }
    }

    private List<String> pending(WorkflowExecution run) {
        return client
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(run)
                        .build())
                .getPendingActivitiesList()
                .stream()
                .map(one -> "%s %s, attempt %d %s"
                        .formatted(
                                one.getActivityType().getName(),
                                one.getState(),
                                one.getAttempt(),
                                one.getLastFailure().getMessage()))
                .toList();
    }

    private List<WorkflowExecutionInfo> open() {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .build())
                .getExecutionsList();
    }

    /// What a history has begun and not ended.
    private static final class Open {
        private final Set<Long> others = new LinkedHashSet<>();
        private final Set<Long> steps = new LinkedHashSet<>();
        private boolean task;

        void see(HistoryEvent event) {
            long id = event.getEventId();
            EventType type = event.getEventType();
            switch (type) {
                case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> task = true;
                case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> task = false;
                case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
                    (event.getActivityTaskScheduledEventAttributes()
                                            .getActivityType()
                                            .getName()
                                            .equals(HELD)
                                    ? steps
                                    : others)
                            .add(id);
                case EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED -> {
                    long step = event.getActivityTaskCancelRequestedEventAttributes()
                            .getScheduledEventId();
                    if (steps.remove(step)) {
                        others.add(step);
                    }
                }
                case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                    ended(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
                    ended(event.getActivityTaskFailedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
                    ended(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
                    ended(event.getActivityTaskTimedOutEventAttributes().getScheduledEventId());
                case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
                        EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> others.add(id);
                case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED ->
                    ended(event.getExternalWorkflowExecutionSignaledEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
                    ended(event.getSignalExternalWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED ->
                    ended(event.getChildWorkflowExecutionStartedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED ->
                    ended(event.getStartChildWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                default -> {}
            }
        }

        private void ended(long begun) {
            others.remove(begun);
            steps.remove(begun);
        }

        boolean restless() {
            return task || !others.isEmpty();
        }
    }
}
