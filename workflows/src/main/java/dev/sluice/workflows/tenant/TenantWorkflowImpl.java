package dev.sluice.workflows.tenant;

import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TenantActivities.Routing;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.port.TimerActivities;
import dev.sluice.workflows.port.TimerActivities.AlignTimers;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.PortFailure;
import dev.sluice.workflows.shell.Runs;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;

/// One event after the other: route, load when it changes the configuration, tell the queues.
public final class TenantWorkflowImpl implements TenantWorkflow {
    private final TenantInput input;
    private final Inbox<TriggerEvent> inbox = new Inbox<>();
    private final SeenKeys seen;
    private final Notes notes;
    private final Queues queues;
    private Optional<TenantSnapshot> snapshot;
    private boolean reconfigure;
    private long handled;

    @WorkflowInit
    public TenantWorkflowImpl(TenantInput input) {
        this.input = input;
        TenantInput.Carried left = input.carried()
                .orElseGet(() ->
                        new TenantInput.Carried(Optional.empty(), List.of(), List.of(), true, List.of(), List.of(), 0));
        snapshot = left.snapshot();
        inbox.addAll(left.inbox());
        seen = new SeenKeys(left.seen());
        reconfigure = left.reconfigure();
        notes = new Notes(left.notes());
        queues = new Queues(input, notes, left.queues());
        handled = left.handled();
    }

    @Override
    public void run(TenantInput same) {
        while (!Runs.isLongEnough(input.timeouts())) {
            show();
            Workflow.await(() ->
                    reconfigure || (snapshot.isPresent() && !inbox.isEmpty()) || Runs.isLongEnough(input.timeouts()));
            if (reconfigure) {
                load();
            } else if (!inbox.isEmpty()) {
                handle(inbox.next(), snapshot.orElseThrow());
            }
        }
        Workflow.newContinueAsNewStub(TenantWorkflow.class).run(next());
    }

    private void handle(TriggerEvent event, TenantSnapshot before) {
        handled++;
        Routing routing = route(event, before);
        if (routing.reconfigure()) {
            load();
            routing = route(event, snapshot.orElse(before));
        }
        queues.deliver(snapshot.orElse(before), routing.commands());
    }

    private Routing route(TriggerEvent event, TenantSnapshot with) {
        try {
            return activities("Route " + event.type() + " of " + event.project().name())
                    .routeEvent(input.tenant(), with.layout(), event);
        } catch (ActivityFailure failure) {
            note("Event " + event.key() + " could not be routed: ", failure);
            return new Routing(false, List.of());
        }
    }

    private void load() {
        reconfigure = false;
        try {
            TenantSnapshot loaded =
                    activities("Load the configuration of " + input.tenant()).loadTenant(input.tenant());
            List<PipelineTimer> before = snapshot.map(TenantSnapshot::timers).orElse(List.of());
            snapshot = Optional.of(loaded);
            queues.reconfigured(loaded);
            align(before, loaded.timers());
        } catch (ActivityFailure failure) {
            note("The configuration could not be loaded: ", failure);
        }
    }

    /// After each load, changed or not: somebody may have deleted a schedule.
    private void align(List<PipelineTimer> before, List<PipelineTimer> wanted) {
        if (before.isEmpty() && wanted.isEmpty()) {
            return;
        }
        try {
            String summary = "Set " + wanted.size() + " timers of " + input.tenant();
            Workflow.newActivityStub(TimerActivities.class, new ActivityChoices(input.timeouts()).tenant(summary))
                    .alignTimers(new AlignTimers(input.tenant(), before, wanted));
        } catch (ActivityFailure failure) {
            note("", failure);
        }
    }

    private void note(String what, ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure canceled) {
            throw canceled;
        }
        notes.add(what + PortFailure.of(failure).message());
    }

    private TenantActivities activities(String summary) {
        return Workflow.newActivityStub(TenantActivities.class, new ActivityChoices(input.timeouts()).tenant(summary));
    }

    @Override
    public void event(TriggerEvent event) {
        if (seen.add(event.key())) {
            inbox.add(event);
        }
    }

    @Override
    public void reconfigure() {
        reconfigure = true;
    }

    @Override
    public TenantView snapshot() {
        return new TenantView(
                input.tenant(), snapshot, queues.list(), inbox.waiting().size(), handled, notes.list());
    }

    private TenantInput next() {
        return new TenantInput(
                input.tenant(),
                input.publicUrl(),
                Optional.of(new TenantInput.Carried(
                        snapshot, inbox.waiting(), seen.list(), reconfigure, queues.list(), notes.list(), handled)),
                input.timeouts());
    }

    private void show() {
        StringBuilder text = new StringBuilder("Tenant **" + input.tenant() + "**: " + handled + " events handled");
        text.append("\n\nLayout: ").append(snapshot.map(TenantSnapshot::layout).orElse("not loaded"));
        notes.list().forEach(note -> text.append("\n\nNot done: ").append(note));
        Workflow.setCurrentDetails(text.toString());
    }
}
