package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildsetAction;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.buildset.BuildsetPlan;
import dev.sluice.engine.buildset.BuildsetPlanner;
import dev.sluice.engine.buildset.BuildsetState;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Runs;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/// Feeds what happens to the planner and performs what it says, until every job has its result.
public final class BuildsetWorkflowImpl implements BuildsetWorkflow {
    private final BuildsetPlanner planner = new BuildsetPlanner();
    private final Inbox<BuildsetEvent> inbox = new Inbox<>();
    private final BuildsetPerformer performer;
    private BuildsetState state;

    @WorkflowInit
    public BuildsetWorkflowImpl(BuildsetInput input) {
        state = planner.initial(input.buildset(), Runs.idSeed(), input.subject());
        if (input.held()) {
            inbox.add(new BuildsetEvent.HeldByItemAhead(true, Workflow.currentTimeMillis()));
        }
        performer = new BuildsetPerformer(input, inbox);
    }

    @Override
    public String run(BuildsetInput same) {
        Promise<Boolean> _ = CancellationScope.current()
                .getCancellationRequest()
                .thenApply(reason -> {
                    event(new BuildsetEvent.CancelRequested("cancelled in Temporal", Workflow.currentTimeMillis()));
                    return true;
                });
        Workflow.newDetachedCancellationScope(this::live).run();
        return performer.result();
    }

    private void live() {
        try {
            performer.prepare();
            while (true) {
                Workflow.await(() -> !inbox.isEmpty() || performer.ended());
                if (performer.ended()) {
                    break;
                }
                BuildsetPlan plan = planner.plan(state, inbox.next());
                state = plan.next();
                for (BuildsetAction action : plan.actions()) {
                    performer.perform(action);
                }
                performer.show(state);
            }
        } catch (IllegalStateException defect) {
            performer.giveUp("A defect of Sluice: " + defect.getMessage());
            throw ApplicationFailure.newNonRetryableFailureWithCause(defect.getMessage(), "BUG", defect);
        } finally {
            performer.finish();
        }
    }

    @Override
    public void event(BuildsetEvent event) {
        inbox.add(event);
    }

    @Override
    public void semaphoreGranted(String job, String semaphore) {
        Workflow.newDetachedCancellationScope(() -> performer.semaphoreGranted(job, semaphore))
                .run();
    }

    @Override
    public BuildsetView view() {
        return performer.view(state);
    }
}
