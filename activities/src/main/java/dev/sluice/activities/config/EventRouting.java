package dev.sluice.activities.config;

import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.activities.contract.Changes;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.event.EventRouter;
import dev.sluice.engine.event.Routing.Decision;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import dev.sluice.workflows.port.TenantActivities.Routing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an event means for a tenant: commands for its queues, or that its configuration must be read again.
final class EventRouting {
    private final Changes changes;
    private final ConfigFilesTouched touched;
    private final Clock clock;

    EventRouting(Changes changes, ProjectTrees trees, Clock clock) {
        this.changes = changes;
        this.touched = new ConfigFilesTouched(trees);
        this.clock = clock;
    }

    Routing route(TenantLayout tenant, TriggerEvent event) {
        Layout layout = tenant.loaded().layout();
        Optional<TenantProject> project = layout.tenant().find(event.project());
        Optional<Subject> subject = project.flatMap(known -> subject(event));
        if (subject.isEmpty()) {
            return new Routing(false, List.of());
        }
        List<QueueCommand> commands = new ArrayList<>();
        long now = clock.millis();
        EventRouter.route(List.copyOf(layout.pipelines().values()), event, subject.get(), now / 1000)
                .forEach(routing -> command(layout, routing.decision(), subject.get(), now)
                        .ifPresent(command -> commands.add(new QueueCommand(routing.pipeline(), command))));
        return new Routing(touched.by(event, project.get(), tenant.tips()), commands);
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

    private Optional<QueueEvent> command(Layout layout, Decision decision, Subject subject, long now) {
        return switch (decision) {
            case Decision.Enqueue() ->
                Optional.of(new QueueEvent.Enqueue(
                        subject,
                        subject instanceof Change change ? changes.needed(change) : List.of(),
                        layout.queueName(subject.project()).orElse(""),
                        false,
                        Optional.empty(),
                        now));
            case Decision.NewPatchset() ->
                subject instanceof Change change
                        ? Optional.of(new QueueEvent.PatchsetCreated(change, now))
                        : Optional.empty();
            case Decision.Abandoned() ->
                subject instanceof Change change
                        ? Optional.of(new QueueEvent.ChangeAbandoned(change, now))
                        : Optional.empty();
            case Decision.Ignored(String why) -> Optional.empty();
        };
    }
}
