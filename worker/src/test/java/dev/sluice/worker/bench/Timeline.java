package dev.sluice.worker.bench;

import com.google.protobuf.util.Timestamps;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What some workflows did in one stretch of time, one line an event: where a change's milliseconds went.
final class Timeline {
    private record Line(long millis, String workflow, String what) {}

    private final List<Line> lines = new ArrayList<>();
    private final long from;

    private Timeline(long from) {
        this.from = from;
    }

    /// @param workflows ids; of each, its latest run
    /// @param from milliseconds since the epoch, as `to`
    static Timeline of(WorkflowClient temporal, List<String> workflows, long from, long to) {
        Timeline timeline = new Timeline(from);
        for (String workflow : workflows) {
            timeline.read(workflow, temporal.fetchHistory(workflow).getEvents(), to);
        }
        timeline.lines.sort(Comparator.comparingLong(Line::millis));
        return timeline;
    }

    void print(PrintStream out) {
        for (Line line : lines) {
            out.printf(Locale.ROOT, "  %6d ms  %-24.24s %s%n", line.millis() - from, line.workflow(), line.what());
        }
    }

    private void read(String workflow, List<HistoryEvent> events, long to) {
        Map<Long, String> activities = new LinkedHashMap<>();
        for (HistoryEvent event : events) {
            if (event.hasActivityTaskScheduledEventAttributes()) {
                activities.put(
                        event.getEventId(),
                        event.getActivityTaskScheduledEventAttributes()
                                .getActivityType()
                                .getName());
            }
            long at = Timestamps.toMillis(event.getEventTime());
            if (at >= from && at <= to) {
                lines.add(new Line(at, workflow, what(event, activities)));
            }
        }
    }

    private static String what(HistoryEvent event, Map<Long, String> activities) {
        String type =
                event.getEventType().name().replaceFirst("^EVENT_TYPE_", "").toLowerCase(Locale.ROOT);
        if (event.hasActivityTaskScheduledEventAttributes()) {
            return type + " " + activities.get(event.getEventId());
        } else if (event.hasActivityTaskStartedEventAttributes()) {
            ActivityTaskStartedEventAttributes started = event.getActivityTaskStartedEventAttributes();
            // A start is recorded once, with the attempt that ended the activity.
            String before = started.getAttempt() == 1
                    ? ""
                    : ", attempt " + started.getAttempt() + " after: "
                            + started.getLastFailure().getMessage();
            return type + " " + activities.get(started.getScheduledEventId()) + before;
        } else if (event.hasActivityTaskCompletedEventAttributes()) {
            return type + " "
                    + activities.get(
                            event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
        } else if (event.hasWorkflowExecutionSignaledEventAttributes()) {
            return type + " "
                    + event.getWorkflowExecutionSignaledEventAttributes().getSignalName();
        }
        return type;
    }
}
