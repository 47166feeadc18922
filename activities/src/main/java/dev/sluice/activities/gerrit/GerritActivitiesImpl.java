package dev.sluice.activities.gerrit;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.GerritActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gerrit for the workflows.
public final class GerritActivitiesImpl implements GerritActivities {
    private static final Logger LOG = LoggerFactory.getLogger(GerritActivitiesImpl.class);
    private static final String EVENT = "event";
    private static final String RECONFIGURE = "reconfigure";

    private final Map<String, GerritRest> servers;
    private final Function<String, List<String>> watched;
    private final WorkflowClient workflows;
    private final EventPump.Timing timing;
    /// For an activity that follows another one in this process, as when the tenants change: a new activity knows
    /// nothing
    /// of the heartbeats of the one before.
    private final ConcurrentMap<String, StreamPosition> positions = new ConcurrentHashMap<>();

    /// @param watched connection → projects whose branch updates must not be missed, that is the tenants' projects;
    /// asked again whenever it matters, so it may grow
    public GerritActivitiesImpl(
            List<GerritRest> servers, Function<String, List<String>> watched, WorkflowClient workflows) {
        this(servers, watched, workflows, EventPump.Timing.DEFAULT);
    }

    GerritActivitiesImpl(
            List<GerritRest> servers,
            Function<String, List<String>> watched,
            WorkflowClient workflows,
            EventPump.Timing timing) {
        Map<String, GerritRest> byName = new LinkedHashMap<>();
        servers.forEach(server -> byName.put(server.connection().name(), server));
        this.servers = byName;
        this.watched = watched;
        this.workflows = workflows;
        this.timing = timing;
    }

    @Override
    public void streamEvents(String connection, List<String> tenants) {
        GerritRest rest = server(connection);
        ActivityExecutionContext context = Activity.getExecutionContext();
        StreamPosition from = context.getHeartbeatDetails(StreamPosition.class).orElse(StreamPosition.NONE);
        Supplier<List<String>> projects = () -> watched.apply(connection);
        Heartbeats heartbeats = new Heartbeats(context);
        EventPump pump = new EventPump(
                rest,
                projects,
                // What was merged between the tenants' first load and now is in no event.
                () -> signal(RECONFIGURE, tenants),
                event -> signal(EVENT, tenants, event),
                position -> {
                    positions.put(connection, position);
                    heartbeats.beat(position);
                },
                from,
                timing);
        try {
            pump.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureKind.DEPENDENCY.failure("listening to " + rest.connection() + " was interrupted", e);
        }
    }

    @Override
    public boolean report(Review review) {
        ReviewPoster poster = new ReviewPoster(server(review.connection()));
        try {
            Optional<String> newest = newestBefore(review, poster);
            return newest.isPresent() && poster.post(review, newest.get());
        } catch (InfrastructureFailure e) {
            throw FailureKind.DEPENDENCY.failure(String.valueOf(e.getMessage()), e);
        }
    }

    /// @param key of the review that the message is the newest before
    record Before(String key, String newestMessage) {}

    /// The newest message before the first attempt: kept in the heartbeat, so that a later attempt knows it.
    private static Optional<String> newestBefore(Review review, ReviewPoster poster) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Optional<Before> kept = context.getHeartbeatDetails(Before.class)
                .filter(before -> before.key().equals(review.key()));
        Optional<String> newest = kept.map(Before::newestMessage).or(() -> poster.newestMessage(review));
        newest.ifPresent(message -> context.heartbeat(new Before(review.key(), message)));
        return newest;
    }

    private GerritRest server(String connection) {
        GerritRest rest = servers.get(connection);
        if (rest == null) {
            throw FailureKind.CONFIG.failure(
                    "there is no Gerrit connection '%s' in this worker's settings; there is: %s. Start the workers with the same connections."
                            .formatted(connection, String.join(", ", servers.keySet())),
                    null);
        }
        return rest;
    }

    private void signal(String name, List<String> tenants, Object... event) {
        for (String tenant : tenants) {
            try {
                workflows.newUntypedWorkflowStub(tenant).signal(name, event);
            } catch (WorkflowNotFoundException e) {
                LOG.warn("no workflow '{}' runs to take the signal '{}'", tenant, name);
            }
        }
    }
}
