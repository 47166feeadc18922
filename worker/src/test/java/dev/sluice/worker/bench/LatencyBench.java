package dev.sluice.worker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.util.Timestamps;
import dev.sluice.worker.whole.GerritUser;
import dev.sluice.worker.whole.RunningSite;
import dev.sluice.workflows.shell.Ids;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From a patch set at Gerrit to the first step of its jobs, and what a step and a job cost by themselves: on the
/// running
/// site of `SLUICE_IT_SITE` with the projects of `job-defs/bench`, whose jobs have no nodes and whose steps do nothing.
///
/// Argument: how many changes (60).
public final class LatencyBench {
    private static final int WARM_UP = 5;
    private static final String STEP = "RunStep";

    private final RunningSite site = new RunningSite();
    private final GerritUser gerrit;
    private final WorkflowClient temporal;
    private final Samples toFirstStep = new Samples("event at Gerrit → first step starts");
    private final Samples step = new Samples("a step that does nothing");
    private final Samples job = new Samples("a job, without its step");

    private Timeline slowest;

    private LatencyBench() throws Exception {
        gerrit = new GerritUser(site);
        temporal =
                WorkflowClient.newInstance(WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(site.place("SLUICE_TEMPORAL_ADDRESS"))
                        .build()));
    }

    public static void main(String[] arguments) throws Exception {
        int changes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        LatencyBench bench = new LatencyBench();
        try (EventClock clock = EventClock.listening(bench.site)) {
            for (int i = -WARM_UP; i < changes; i++) {
                bench.measure(clock, i);
            }
        }
        bench.toFirstStep.print(System.out);
        bench.step.print(System.out);
        bench.job.print(System.out);
        System.out.println("the slowest change, from its event to its first step:");
        bench.slowest.print(System.out);
        System.exit(0);
    }

    private void measure(EventClock clock, int round) {
        int change = gerrit.change("app", "Measure " + round, "round-" + System.nanoTime() + ".txt", "x\n");
        RunningSite.await("Verified +1 on " + change, Duration.ofMinutes(2), () -> gerrit.verified(change) == 1);
        JsonNode buildset =
                site.api("/api/tenant/demo/buildsets?change=" + change).get(0);
        Map<String, String> builds = new LinkedHashMap<>();
        for (JsonNode build : buildset.path("builds")) {
            builds.put(build.path("job").asText(), build.path("uuid").asText());
        }
        if (round < 0) {
            return;
        }
        BuildTimes one = times(builds.get("one-step"));
        long arrival = clock.arrivalOf(change);
        long firstStep = one.steps().getFirst().begun();
        if (toFirstStep.add(firstStep - arrival)) {
            slowest = Timeline.of(
                    temporal,
                    List.of(
                            Ids.tenant("demo"),
                            Ids.queue("demo", "check"),
                            Ids.buildset(buildset.path("uuid").asText()),
                            Ids.build(builds.get("one-step"))),
                    arrival,
                    firstStep);
        }
        job.add(one.took() - one.steps().getFirst().took());
        List<StepTimes> fifty = times(builds.get("fifty-steps")).steps();
        for (int i = 1; i < fifty.size(); i++) {
            step.add(fifty.get(i).begun() - fifty.get(i - 1).begun());
        }
    }

    /// Times are milliseconds since the epoch.
    private record StepTimes(long begun, long ended) {
        long took() {
            return ended - begun;
        }
    }

    private record BuildTimes(long begun, long ended, List<StepTimes> steps) {
        long took() {
            return ended - begun;
        }
    }

    private BuildTimes times(String build) {
        List<HistoryEvent> events = temporal.fetchHistory(Ids.build(build)).getEvents();
        Map<Long, HistoryEvent> scheduled = new LinkedHashMap<>();
        Map<Long, HistoryEvent> started = new LinkedHashMap<>();
        List<StepTimes> steps = new ArrayList<>();
        for (HistoryEvent event : events) {
            if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                    && event.getActivityTaskScheduledEventAttributes()
                            .getActivityType()
                            .getName()
                            .equals(STEP)) {
                scheduled.put(event.getEventId(), event);
            } else if (event.hasActivityTaskStartedEventAttributes()) {
                started.put(event.getActivityTaskStartedEventAttributes().getScheduledEventId(), event);
            } else if (event.hasActivityTaskCompletedEventAttributes()) {
                long of = event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
                if (scheduled.containsKey(of)) {
                    steps.add(new StepTimes(millis(started.get(of)), millis(event)));
                }
            }
        }
        return new BuildTimes(millis(events.getFirst()), millis(events.getLast()), steps);
    }

    private static long millis(HistoryEvent event) {
        return Timestamps.toMillis(event.getEventTime());
    }
}
