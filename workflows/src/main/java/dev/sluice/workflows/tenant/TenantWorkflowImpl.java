package dev.sluice.workflows.tenant;

import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import dev.sluice.workflows.port.TenantActivities.Routing;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.port.TimerActivities;
import dev.sluice.workflows.port.TimerActivities.AlignTimers;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.PortFailure;
import dev.sluice.workflows.shell.Refusal;
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
    private final TenantDesk desk;
    private final EventGate gate;
    private final AutoholdDesk autoholds;
    private Optional<TenantSnapshot> snapshot;
    private boolean reconfigure;
    private boolean loading;
    private long loads;
    private String loadFailure = "";
    private long handled;

    @WorkflowInit
    public TenantWorkflowImpl(TenantInput input) {
        this.input = input;
        TenantInput.Carried left = input.carried()
                .orElseGet(() -> new TenantInput.Carried(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        true,
                        List.of(),
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty()));
        snapshot = left.snapshot();
        inbox.addAll(left.inbox());
        seen = new SeenKeys(left.seen());
        reconfigure = left.reconfigure();
        notes = new Notes(left.notes());
        queues = new Queues(input, notes, left.queues());
        desk = new TenantDesk(input.tenant(), this::activities);
        gate = new EventGate(input.tenant(), left.pause());
        autoholds = new AutoholdDesk(left.autoholds());
        handled = left.handled();
    }

    @Override
    public void run(TenantInput same) {
        while (!(Runs.isLongEnough(input.timeouts()) && Workflow.isEveryHandlerFinished())) {
            show();
            Workflow.await(() -> reconfigure
                    || mayRoute()
                    || (Runs.isLongEnough(input.timeouts()) && Workflow.isEveryHandlerFinished()));
            if (reconfigure) {
                load();
            } else if (mayRoute()) {
                handle(inbox.next(), snapshot.orElseThrow());
            }
        }
        Workflow.newContinueAsNewStub(TenantWorkflow.class).run(next());
    }

    private boolean mayRoute() {
        return snapshot.isPresent() && !inbox.isEmpty() && gate.open();
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
        loading = true;
        loads++;
        try {
            TenantSnapshot loaded =
                    activities("Load the configuration of " + input.tenant()).loadTenant(input.tenant());
            List<PipelineTimer> before = snapshot.map(TenantSnapshot::timers).orElse(List.of());
            snapshot = Optional.of(loaded);
            queues.reconfigured(loaded);
            loadFailure = "";
            align(before, loaded.timers());
        } catch (ActivityFailure failure) {
            loadFailure = note("The configuration could not be loaded: ", failure);
        } finally {
            loading = false;
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
            loadFailure = note("", failure);
        }
    }

    private String note(String what, ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure canceled) {
            throw canceled;
        }
        String text = what + PortFailure.of(failure).message();
        notes.add(text);
        return text;
    }

    private TenantActivities activities(String summary) {
        return Workflow.newActivityStub(TenantActivities.class, new ActivityChoices(input.timeouts()).tenant(summary));
    }

    @Override
    public void event(TriggerEvent event) {
        if (seen.add(event.key())) {
            inbox.add(event);
            if (gate.overflows(inbox.size())) {
                notes.add("The pause of events ended: no more than " + EventGate.KEPT_AT_MOST + " can be kept.");
            }
        }
    }

    @Override
    public void reconfigure() {
        reconfigure = true;
    }

    @Override
    public String enqueue(EnqueueRequest request) {
        QueueCommand command = desk.find(snapshot, request);
        queues.deliver(snapshot.orElseThrow(), List.of(command));
        return request.what() + " of " + request.project() + " is enqueued in " + request.pipeline() + ".";
    }

    @Override
    public void checkEnqueue(EnqueueRequest request) {
        desk.check(snapshot, request);
    }

    @Override
    public Reconfiguration tenantReconfigure() {
        String before = snapshot.map(TenantSnapshot::layout).orElse("");
        long begun = loads;
        reconfigure = true;
        Workflow.await(() -> loads > begun && !loading);
        if (!loadFailure.isEmpty()) {
            throw Refusal.of("TENANT-003", loadFailure);
        }
        return desk.reconfigured(before, snapshot.orElseThrow());
    }

    @Override
    public String pauseEvents(String reason) {
        gate.close(reason, Workflow.currentTimeMillis());
        return "Events of tenant '" + input.tenant() + "' are kept until they are resumed.";
    }

    @Override
    public void checkPauseEvents(String reason) {
        gate.checkClose();
    }

    @Override
    public String resumeEvents() {
        gate.reopen();
        return "Events of tenant '" + input.tenant() + "' are routed again; " + inbox.size() + " were kept.";
    }

    @Override
    public void checkResumeEvents() {
        gate.checkOpen();
    }

    @Override
    public String autohold(AutoholdRequest request) {
        return autoholds.add(request, desk.find(snapshot, request));
    }

    @Override
    public void checkAutohold(AutoholdRequest request) {
        autoholds.check(request);
    }

    @Override
    public String autoholdDelete(String id) {
        return autoholds.delete(id);
    }

    @Override
    public void checkAutoholdDelete(String id) {
        autoholds.checkDelete(id);
    }

    @Override
    public String hold(HoldRequest request) {
        return autoholds.hold(request);
    }

    @Override
    public void checkHold(HoldRequest request) {
        autoholds.checkHold(request);
    }

    @Override
    public Autoholds autoholds() {
        return autoholds.all();
    }

    @Override
    public TenantView snapshot() {
        return new TenantView(
                input.tenant(), snapshot, queues.list(), inbox.size(), handled, notes.list(), gate.pause());
    }

    private TenantInput next() {
        return new TenantInput(
                input.tenant(),
                input.publicUrl(),
                Optional.of(new TenantInput.Carried(
                        snapshot,
                        inbox.waiting(),
                        seen.list(),
                        reconfigure,
                        queues.list(),
                        notes.list(),
                        handled,
                        gate.pause(),
                        Optional.of(autoholds.all()))),
                input.timeouts());
    }

    private void show() {
        StringBuilder text = new StringBuilder("Tenant **" + input.tenant() + "**: " + handled + " events handled");
        text.append("\n\nLayout: ").append(snapshot.map(TenantSnapshot::layout).orElse("not loaded"));
        gate.pause().ifPresent(pause -> text.append("\n\nEvents are paused: ").append(pause.reason()));
        notes.list().forEach(note -> text.append("\n\nNot done: ").append(note));
        Workflow.setCurrentDetails(text.toString());
    }
}
