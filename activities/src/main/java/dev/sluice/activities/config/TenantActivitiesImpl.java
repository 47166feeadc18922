package dev.sluice.activities.config;

import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.activities.contract.Changes;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TimerTrigger;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.event.Enqueues;
import dev.sluice.engine.event.TimerEvents;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.queue.Seat;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tenants: configuration from git, events to queues, items to frozen jobs.
public final class TenantActivitiesImpl implements TenantActivities {
    private static final int PROBLEMS_SHOWN = 100;

    private final Layouts layouts;
    private final Changes changes;
    private final ProjectTrees trees;
    private final Clock clock;
    private final ItemPreparation preparation;

    public TenantActivitiesImpl(
            List<TenantDefinition> tenants,
            Connections connections,
            ProjectTrees trees,
            Changes changes,
            DocumentStore documents,
            SecretProbe secrets,
            Catalogue catalogue,
            Clock clock) {
        this.layouts = new Layouts(tenants, connections, trees, documents, secrets);
        this.changes = changes;
        this.trees = trees;
        this.clock = clock;
        this.preparation = new ItemPreparation(layouts, trees, documents, catalogue, clock);
    }

    @Override
    public TenantSnapshot loadTenant(String tenant) {
        TenantLayout layout = layouts.load(tenant);
        return new TenantSnapshot(
                tenant,
                layout.tips().key(),
                layout.loaded().layout().pipelines().values().stream()
                        .map(pipeline -> pipeline.rules(
                                layout.loaded().layout().tenant(),
                                layout.loaded().layout().pipelines().values()))
                        .toList(),
                errorsFirst(layout.loaded().problems()),
                layout.loaded().layout().pipelines().values().stream()
                        .flatMap(pipeline -> timers(pipeline).stream())
                        .toList());
    }

    private static List<PipelineTimer> timers(Pipeline pipeline) {
        List<PipelineTimer> timers = new ArrayList<>();
        for (TimerTrigger trigger : TimerEvents.timers(pipeline)) {
            timers.add(new PipelineTimer(
                    pipeline.name(), timers.size(), trigger.time().text()));
        }
        return timers;
    }

    @Override
    public Routing routeEvent(String tenant, String layout, TriggerEvent event) {
        TenantLayout known = layouts.at(layout);
        return routing(known, seen(known)).route(event);
    }

    @Override
    public Asked enqueue(String tenant, String layout, EnqueueRequest request) {
        return operators(layouts.at(layout)).enqueue(request);
    }

    @Override
    public FoundJob findJob(String layout, String project, String job) {
        return operators(layouts.at(layout)).job(project, job);
    }

    private OperatorRequests operators(TenantLayout tenant) {
        Changes seen = seen(tenant);
        return new OperatorRequests(tenant.loaded().layout(), routing(tenant, seen), seen, trees);
    }

    private EventRouting routing(TenantLayout tenant, Changes seen) {
        return new EventRouting(tenant, seen, trees, clock);
    }

    private Changes seen(TenantLayout tenant) {
        return new TopicChanges(tenant.loaded().layout(), changes);
    }

    @Override
    public List<String> compareLayouts(String before, String after) {
        return LayoutNews.between(layouts.at(before), layouts.at(after));
    }

    @Override
    public Preparation prepareItem(PrepareItem request) {
        return preparation.prepare(request);
    }

    @Override
    public List<Seat> seats(SeatsOf request) {
        Layout layout = layouts.at(request.layout()).loaded().layout();
        return Optional.ofNullable(layout.pipelines().get(request.pipeline()))
                .map(pipeline -> Enqueues.seats(layout, pipeline, request.subjects()))
                .orElse(List.of());
    }

    private static List<Problem> errorsFirst(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing((Problem problem) -> problem.severity() != Severity.ERROR))
                .limit(PROBLEMS_SHOWN)
                .toList();
    }
}
