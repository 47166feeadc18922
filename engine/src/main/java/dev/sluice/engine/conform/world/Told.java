package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.event.Enqueues;
import dev.sluice.engine.event.EventRouter;
import dev.sluice.engine.event.Routing;
import dev.sluice.engine.event.Routing.Decision;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueEvent;
import java.util.ArrayList;
import java.util.List;

/// An event for the planner of a pipeline, and how it follows from what happened at Gerrit.
public record Told(String pipeline, QueueEvent event) {

    /// What an event removes goes, what names its change is read again, then every pipeline decides whether to take it
    /// (F1 to F4).
    public static List<Told> of(CaseTenant tenant, FakeGerrit gerrit, TriggerEvent event, Subject subject, long now) {
        List<Routing> routings = EventRouter.route(tenant.pipelines(), event, subject, now / 1000);
        List<Told> told = new ArrayList<>();
        for (Routing routing : routings) {
            switch (routing.decision()) {
                case Decision.NewPatchset() ->
                    told.add(new Told(routing.pipeline(), new QueueEvent.PatchsetCreated((Change) subject, now)));
                case Decision.Abandoned() ->
                    told.add(new Told(routing.pipeline(), new QueueEvent.ChangeAbandoned((Change) subject, now)));
                case Decision.Enqueue() -> {}
                case Decision.Ignored ignored -> {}
            }
        }
        if (subject instanceof Change change) {
            told.addAll(refreshed(tenant, gerrit, change, now));
        }
        routings.stream()
                .filter(routing -> routing.decision() instanceof Decision.Enqueue)
                .forEach(routing -> told.add(enqueue(tenant, gerrit, routing.pipeline(), subject, false, now)));
        return told;
    }

    /// @param forced by an operator, so that requirements do not count (F80)
    public static Told enqueue(
            CaseTenant tenant, FakeGerrit gerrit, String pipeline, Subject subject, boolean forced, long now) {
        List<Change> neighbours = subject instanceof Change change ? gerrit.neighbours(change) : List.of();
        Pipeline rules = tenant.pipelines().stream()
                .filter(one -> one.name().equals(pipeline))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no pipeline '" + pipeline + "'"));
        return new Told(pipeline, Enqueues.of(tenant.layout(), rules, subject, neighbours, forced, "", now));
    }

    /// The change and those that name it are read again.
    private static List<Told> refreshed(CaseTenant tenant, FakeGerrit gerrit, Change change, long now) {
        List<Change> read = new ArrayList<>(List.of(change));
        read.addAll(gerrit.naming(change));
        List<Told> told = new ArrayList<>();
        for (Change one : read) {
            List<Change> needed = gerrit.neighbours(one);
            for (Pipeline pipeline : tenant.pipelines()) {
                QueueEvent seen = new QueueEvent.ChangeUpdated(one, needed, now);
                told.add(new Told(pipeline.name(), seen));
            }
        }
        return told;
    }
}
