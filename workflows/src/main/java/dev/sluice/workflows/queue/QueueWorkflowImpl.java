package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Dequeue;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.QueuePlan;
import dev.sluice.engine.queue.QueuePlanner;
import dev.sluice.engine.queue.QueueState;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Runs;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;

/// Feeds what happens to the planner and performs what it says, for as long as the pipeline exists.
public final class QueueWorkflowImpl implements QueueWorkflow {
    private final QueuePlanner planner = new QueuePlanner();
    private final Inbox<QueueEvent> inbox = new Inbox<>();
    private final QueueInput input;
    private final QueueDesk desk;
    private final QueuePerformer performer;
    private final Defects defects;
    private QueueState state;

    @WorkflowInit
    public QueueWorkflowImpl(QueueInput input) {
        this.input = input;
        Optional<QueueInput.Carried> carried = input.carried();
        state = carried.map(QueueInput.Carried::state).orElseGet(this::begin);
        carried.ifPresent(left -> inbox.addAll(left.inbox()));
        RecentItems recent =
                new RecentItems(carried.map(QueueInput.Carried::recent).orElse(List.of()));
        desk = new QueueDesk(recent);
        defects = new Defects(carried.map(QueueInput.Carried::defects).orElse(List.of()));
        performer = new QueuePerformer(input, inbox, recent, defects);
    }

    private QueueState begin() {
        try {
            return planner.initial(input.rules(), input.layout(), Runs.idSeed(), input.publicUrl());
        } catch (IllegalStateException refused) {
            throw ApplicationFailure.newNonRetryableFailure(refused.getMessage(), "QUEUE-001");
        }
    }

    @Override
    public void run(QueueInput same) {
        input.carried().ifPresent(left -> left.pending().forEach(action -> performer.perform(action, state)));
        while (true) {
            show();
            Workflow.await(() -> !inbox.isEmpty() || canLeave());
            if (canLeave()) {
                break;
            }
            handle(performer.completed(inbox.next(), state));
            // Told at once: an operator's Update waits for it, and the next event may be hours away.
            inbox.settled();
        }
        performer.flush();
        Workflow.newContinueAsNewStub(QueueWorkflow.class).run(next());
    }

    private boolean canLeave() {
        return Runs.isLongEnough(input.timeouts())
                && Workflow.isEveryHandlerFinished()
                && (performer.pending().isEmpty() || Runs.isOverdue(input.timeouts()));
    }

    private void handle(QueueEvent event) {
        QueuePlan plan;
        try {
            plan = planner.plan(state, event);
        } catch (IllegalStateException | IllegalArgumentException defect) {
            // One event that has no rule must not stop the pipeline for all others.
            defects.add(event, defect);
            return;
        }
        state = plan.next();
        desk.seen(event);
        for (QueueAction action : plan.actions()) {
            performer.perform(action, state);
        }
    }

    private QueueInput next() {
        return new QueueInput(
                input.rules(),
                input.layout(),
                input.publicUrl(),
                Optional.of(new QueueInput.Carried(
                        state, inbox.waiting(), performer.pending(), desk.recent(), defects.list())),
                input.timeouts());
    }

    @Override
    public void event(QueueEvent event) {
        inbox.add(event);
    }

    @Override
    public void events(QueueEvents events) {
        inbox.addAll(events.events());
    }

    @Override
    public String enqueue(Enqueue enqueue) {
        handled(enqueue);
        return desk.enqueued(enqueue, input.rules().name());
    }

    @Override
    public String dequeue(DequeueRequest request) {
        handled(new Dequeue(request.subject(), request.project(), Workflow.currentTimeMillis()));
        return request.subject() + " is taken out of " + input.rules().name() + ".";
    }

    @Override
    public void checkDequeue(DequeueRequest request) {
        desk.checkDequeue(state, request);
    }

    @Override
    public String promote(PromoteRequest request) {
        handled(new QueueEvent.Promote(request.subjects(), Workflow.currentTimeMillis()));
        return String.join(", ", request.subjects()) + " go to the head of "
                + input.rules().name() + ".";
    }

    @Override
    public void checkPromote(PromoteRequest request) {
        desk.checkPromote(state, request);
    }

    @Override
    public String rerun(RerunRequest request) {
        return enqueue(desk.rerun(request, Workflow.currentTimeMillis()));
    }

    @Override
    public void checkRerun(RerunRequest request) {
        desk.checkRerun(request);
    }

    @Override
    public QueueStatus view() {
        return QueuePages.status(state, defects.list());
    }

    private void handled(QueueEvent event) {
        inbox.add(event);
        long mark = inbox.mark();
        Workflow.await(() -> inbox.hasHandled(mark));
    }

    private void show() {
        Workflow.setCurrentDetails(QueuePages.markdown(view()));
    }
}
