package dev.sluice.activities.config;

import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.activities.contract.Changes;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Manager;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.ZuulTrigger;
import dev.sluice.engine.event.EngineEvents;
import dev.sluice.engine.event.Enqueues;
import dev.sluice.engine.event.EventRouter;
import dev.sluice.engine.event.Routing.Decision;
import dev.sluice.engine.event.TimerEvents;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import dev.sluice.workflows.port.TenantActivities.Routing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an event means for one tenant: commands for its queues, or that its configuration must be read again.
final class EventRouting {
    /// After these a change may not need, or not be needed by, what it was before.
    private static final Set<String> CHANGES_NEEDS =
            Set.of("patchset-created", "change-merged", "change-abandoned", "change-restored", "topic-changed");

    private final TenantLayout tenant;
    private final Layout layout;
    private final Changes changes;
    private final ProjectTrees trees;
    private final ConfigFilesTouched touched;
    private final Clock clock;

    EventRouting(TenantLayout tenant, Changes changes, ProjectTrees trees, Clock clock) {
        this.tenant = tenant;
        this.layout = tenant.loaded().layout();
        this.changes = changes;
        this.trees = trees;
        this.touched = new ConfigFilesTouched(trees);
        this.clock = clock;
    }

    Routing route(TriggerEvent event) {
        if (TimerEvents.isOne(event)) {
            return new Routing(false, fired(event));
        }
        Optional<TenantProject> project = layout.tenant().find(event.project());
        Optional<Subject> subject = project.flatMap(known -> subject(event));
        if (subject.isEmpty()) {
            return new Routing(false, List.of());
        }
        List<QueueCommand> commands = switch (event.type()) {
            case EngineEvents.ENQUEUE_AGAIN -> again(event, subject.get());
            case ZuulTrigger.PARENT_CHANGE_ENQUEUED, ZuulTrigger.PROJECT_CHANGE_MERGED ->
                hearing(event, subject.get()).stream()
                        .flatMap(each -> commands(event, each).stream())
                        .toList();
            default -> commands(event, subject.get());
        };
        return new Routing(touched.by(event, project.get(), tenant.tips()), commands);
    }

    /// Every branch of the pipeline's projects, as it is now (F96).
    private List<QueueCommand> fired(TriggerEvent event) {
        Map<Project, Map<String, String>> tips = new LinkedHashMap<>();
        return TimerEvents.hearing(layout, event).stream()
                .flatMap(pipeline -> TimerEvents.subjects(
                                layout,
                                pipeline,
                                (project, branch) -> Optional.ofNullable(tips.computeIfAbsent(project, trees::branches)
                                        .get(branch)),
                                clock.millis() / 1000)
                        .stream()
                        .map(ref -> new QueueCommand(pipeline.name(), enqueue(pipeline, ref, false, event.id()))))
                .toList();
    }

    /// The change of a broken cycle, with what it needs now (F30).
    private List<QueueCommand> again(TriggerEvent event, Subject subject) {
        String pipeline = event.ref();
        return Optional.ofNullable(layout.pipelines().get(pipeline))
                .map(known -> List.of(new QueueCommand(pipeline, enqueue(known, subject, true, event.id()))))
                .orElse(List.of());
    }

    /// Who hears of an event that the engine itself made (F96).
    private List<Change> hearing(TriggerEvent event, Subject subject) {
        if (!(subject instanceof Change change)) {
            return List.of();
        }
        return event.type().equals(ZuulTrigger.PROJECT_CHANGE_MERGED)
                ? changes.open(change.project())
                : changes.needing(change);
    }

    private List<QueueCommand> commands(TriggerEvent event, Subject subject) {
        long now = clock.millis();
        List<Pipeline> pipelines = List.copyOf(layout.pipelines().values());
        var routings = EventRouter.route(pipelines, event, subject, now / 1000);
        List<QueueCommand> commands = new ArrayList<>();
        if (subject instanceof Change change) {
            routings.forEach(routing -> removal(routing.decision(), change, now)
                    .ifPresent(leaving -> commands.add(new QueueCommand(routing.pipeline(), leaving))));
            commands.addAll(refreshed(pipelines, event, change, now));
        }
        routings.stream()
                .filter(routing -> routing.decision() instanceof Decision.Enqueue)
                .forEach(routing -> Optional.ofNullable(layout.pipelines().get(routing.pipeline()))
                        .ifPresent(pipeline -> commands.add(
                                new QueueCommand(routing.pipeline(), enqueue(pipeline, subject, false, event.id())))));
        return commands;
    }

    private static Optional<QueueEvent> removal(Decision decision, Change change, long now) {
        return switch (decision) {
            case Decision.NewPatchset() -> Optional.of(new QueueEvent.PatchsetCreated(change, now));
            case Decision.Abandoned() -> Optional.of(new QueueEvent.ChangeAbandoned(change, now));
            case Decision.Enqueue() -> Optional.empty();
            case Decision.Ignored(String why) -> Optional.empty();
        };
    }

    /// Items see the change as it is now, and those that need it as well (F42).
    private List<QueueCommand> refreshed(List<Pipeline> pipelines, TriggerEvent event, Change change, long now) {
        List<Change> read = new ArrayList<>(List.of(change));
        if (CHANGES_NEEDS.contains(event.type())) {
            read.addAll(changes.needing(change));
        }
        List<QueueCommand> commands = new ArrayList<>();
        for (Change each : read) {
            // After other events nobody can have closed a cycle.
            List<Change> needed = CHANGES_NEEDS.contains(event.type()) ? changes.needed(each) : List.of();
            for (Pipeline pipeline : pipelines) {
                if (pipeline.manager() != Manager.SUPERCEDENT) {
                    commands.add(new QueueCommand(pipeline.name(), new QueueEvent.ChangeUpdated(each, needed, now)));
                }
            }
        }
        return commands;
    }

    /// @param forced whether `require` and `reject` do not count
    /// @param event id of what brings it here
    QueueEvent enqueue(Pipeline pipeline, Subject subject, boolean forced, String event) {
        List<Change> neighbours = subject instanceof Change change ? neighbours(pipeline, change) : List.of();
        return Enqueues.of(layout, pipeline, subject, neighbours, forced, event, clock.millis());
    }

    private List<Change> neighbours(Pipeline pipeline, Change change) {
        return switch (pipeline.manager()) {
            case INDEPENDENT, SERIAL -> changes.needed(change);
            case DEPENDENT -> Neighbourhood.of(changes, change);
            case SUPERCEDENT -> List.of();
        };
    }

    /// The subject as its connection has it now (F1).
    private Optional<Subject> subject(TriggerEvent event) {
        if (event.change().isPresent()) {
            ChangeKey key = event.change().get();
            return changes.read(key.connection(), key.number(), key.patchset()).map(change -> change);
        }
        return event.ref().isEmpty()
                ? Optional.empty()
                : Optional.of(new GitRef(event.project(), event.ref(), event.oldRevision(), event.newRevision(), ""));
    }
}
