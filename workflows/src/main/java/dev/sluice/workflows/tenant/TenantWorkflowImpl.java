package dev.sluice.workflows.tenant;

import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import dev.sluice.workflows.port.TenantActivities.Routing;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Runs;
import io.temporal.failure.ActivityFailure;
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
    private final TenantCalls calls;
    private final InForce inForce;
    private final TenantDesk desk;
    private final EventGate gate;
    private final AutoholdDesk autoholds;
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
        inbox.addAll(left.inbox());
        seen = new SeenKeys(left.seen());
        notes = new Notes(left.notes());
        queues = new Queues(input, notes, left.queues());
        calls = new TenantCalls(input.timeouts(), notes);
        inForce = new InForce(input, calls, queues, left.snapshot(), left.reconfigure());
        desk = new TenantDesk(input.tenant(), calls::activities);
        gate = new EventGate(input.tenant(), left.pause());
        autoholds = new AutoholdDesk(left.autoholds());
        handled = left.handled();
    }

    @Override
    public void run(TenantInput same) {
        while (!(Runs.isLongEnough(input.timeouts()) && Workflow.isEveryHandlerFinished())) {
            show();
            Workflow.await(() -> inForce.isWanted()
                    || mayRoute()
                    || (Runs.isLongEnough(input.timeouts()) && Workflow.isEveryHandlerFinished()));
            if (inForce.isWanted()) {
                inForce.load();
            } else if (mayRoute()) {
                handle(inbox.next(), inForce.snapshot().orElseThrow());
            }
        }
        Workflow.newContinueAsNewStub(TenantWorkflow.class).run(next());
    }

    private boolean mayRoute() {
        return inForce.snapshot().isPresent() && !inbox.isEmpty() && gate.open();
    }

    private void handle(TriggerEvent event, TenantSnapshot before) {
        handled++;
        Routing routing = route(event, before);
        if (routing.reconfigure()) {
            inForce.load();
            routing = route(event, inForce.snapshot().orElse(before));
        }
        queues.deliver(inForce.snapshot().orElse(before), routing.commands());
    }

    private Routing route(TriggerEvent event, TenantSnapshot with) {
        try {
            return calls.activities(
                            "Route " + event.type() + " of " + event.project().name())
                    .routeEvent(input.tenant(), with.layout(), event);
        } catch (ActivityFailure failure) {
            calls.note("Event " + event.key() + " could not be routed: ", failure);
            return new Routing(false, List.of());
        }
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
        inForce.want();
    }

    @Override
    public String enqueue(EnqueueRequest request) {
        QueueCommand command = desk.find(inForce.snapshot(), request);
        queues.deliver(inForce.snapshot().orElseThrow(), List.of(command));
        return request.what() + " of " + request.project() + " is enqueued in " + request.pipeline() + ".";
    }

    @Override
    public void checkEnqueue(EnqueueRequest request) {
        desk.check(inForce.snapshot(), request);
    }

    @Override
    public Reconfiguration tenantReconfigure() {
        String before = inForce.loadAnew();
        return desk.reconfigured(before, inForce.snapshot().orElseThrow());
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
        return autoholds.add(request, desk.find(inForce.snapshot(), request));
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
                input.tenant(), inForce.snapshot(), queues.list(), inbox.size(), handled, notes.list(), gate.pause());
    }

    private TenantInput next() {
        return new TenantInput(
                input.tenant(),
                input.publicUrl(),
                Optional.of(new TenantInput.Carried(
                        inForce.snapshot(),
                        inbox.waiting(),
                        seen.list(),
                        inForce.isWanted(),
                        queues.list(),
                        notes.list(),
                        handled,
                        gate.pause(),
                        Optional.of(autoholds.all()))),
                input.timeouts());
    }

    private void show() {
        StringBuilder text = new StringBuilder("Tenant **" + input.tenant() + "**: " + handled + " events handled");
        text.append("\n\nLayout: ")
                .append(inForce.snapshot().map(TenantSnapshot::layout).orElse("not loaded"));
        gate.pause().ifPresent(pause -> text.append("\n\nEvents are paused: ").append(pause.reason()));
        notes.list().forEach(note -> text.append("\n\nNot done: ").append(note));
        Workflow.setCurrentDetails(text.toString());
    }
}
