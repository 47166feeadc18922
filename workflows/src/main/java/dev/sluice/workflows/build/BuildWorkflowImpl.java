package dev.sluice.workflows.build;

import dev.sluice.engine.build.BuildAction;
import dev.sluice.engine.build.BuildEvent;
import dev.sluice.engine.build.BuildPlan;
import dev.sluice.engine.build.BuildPlanner;
import dev.sluice.engine.build.BuildState;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.workflows.shell.Inbox;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/// Feeds what happens to the planner and performs what it says, until the build has an end.
public final class BuildWorkflowImpl implements BuildWorkflow {
    private final BuildPlanner planner = new BuildPlanner();
    private final Inbox<BuildEvent> inbox = new Inbox<>();
    private final BuildInput input;
    private final BuildBoard board;
    private final Parking parking;
    private final BuildPerformer performer;
    private BuildState state;

    @WorkflowInit
    public BuildWorkflowImpl(BuildInput input) {
        this.input = input;
        state = planner.initial(input.attempt(), input.attempts());
        board = new BuildBoard(input);
        parking = new Parking(this::showParked);
        performer = new BuildPerformer(input, inbox, board, parking);
    }

    @Override
    public BuildOutcome run(BuildInput same) {
        Promise<Boolean> _ = CancellationScope.current()
                .getCancellationRequest()
                .thenApply(reason -> {
                    inbox.add(new BuildEvent.CancelRequested());
                    return true;
                });
        Workflow.newDetachedCancellationScope(this::live).run();
        return performer.outcome();
    }

    private void live() {
        try {
            performer.prepare();
            while (!performer.ended()) {
                BuildEvent event = inbox.next();
                BuildPlan plan = planner.plan(state, event);
                state = plan.next();
                for (BuildAction action : plan.actions()) {
                    performer.perform(action);
                }
            }
        } catch (IllegalStateException defect) {
            performer.end(new BuildEnd.Lost("a defect of Sluice"));
            throw ApplicationFailure.newNonRetryableFailureWithCause(defect.getMessage(), "BUG", defect);
        } finally {
            performer.giveBack();
        }
    }

    @Override
    public void resume() {
        inbox.add(new BuildEvent.Resumed());
    }

    @Override
    public void outputFailed() {
        performer.outputFailed();
    }

    @Override
    public void cancel(String reason) {
        inbox.add(new BuildEvent.CancelRequested());
    }

    @Override
    public String rerun(String step) {
        return "Runs again: " + String.join(", ", parking.release(step));
    }

    @Override
    public void checkRerun(String step) {
        parking.check(input.build(), step);
    }

    @Override
    public BuildView view() {
        return board.view();
    }

    private void showParked() {
        board.parked(parking.steps());
    }
}
