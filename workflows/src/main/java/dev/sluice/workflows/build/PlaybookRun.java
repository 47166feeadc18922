package dev.sluice.workflows.build;

import dev.sluice.engine.build.BuildAction.RunPlaybook;
import dev.sluice.engine.build.BuildEvent.PlaybookOutcome;
import dev.sluice.engine.playbook.PlaybookAction;
import dev.sluice.engine.playbook.PlaybookAction.RunSteps;
import dev.sluice.engine.playbook.PlaybookEvent;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.engine.playbook.PlaybookPlan;
import dev.sluice.engine.playbook.PlaybookPlanner;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepRun;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;

/// Walks one playbook from its first step to its end, each step an activity, within a time limit.
final class PlaybookRun {
    private final PlaybookPlanner planner = new PlaybookPlanner();
    private final BuildHost host;
    private final BuildBoard board;
    private final RunPlaybook action;
    private final PlaybookOutline outline;
    private final TimeLimit limit;
    private final CancellationScope steps = Workflow.newCancellationScope(this::walk);
    private PlaybookOutcome outcome = PlaybookOutcome.CANCELED;

    PlaybookRun(BuildHost host, BuildBoard board, RunPlaybook action, PlaybookOutline outline, TimeLimit limit) {
        this.host = host;
        this.board = board;
        this.action = action;
        this.outline = outline;
        this.limit = limit;
    }

    /// Runs to the end.
    ///
    /// @throws HostSilent when the host is gone
    PlaybookOutcome run() {
        try {
            limit.within(steps);
        } catch (CanceledFailure stopped) {
            outcome = limit.expired() ? PlaybookOutcome.TIMED_OUT : PlaybookOutcome.CANCELED;
        }
        return outcome;
    }

    /// Stops the step that runs now; [#run] then returns.
    void stop() {
        steps.cancel("stopped");
    }

    private void walk() {
        PlaybookPlan plan = planner.plan(planner.initial(outline), new PlaybookEvent.Started());
        while (plan.action() instanceof RunSteps(List<StepRun> next)) {
            plan = planner.plan(plan.next(), new PlaybookEvent.StepsEnded(runAll(next)));
        }
        PlaybookAction.End end = (PlaybookAction.End) plan.action();
        outcome = end.ok()
                ? PlaybookOutcome.OK
                : end.unreachable() ? PlaybookOutcome.UNREACHABLE : PlaybookOutcome.FAILED;
    }

    private List<StepEnd> runAll(List<StepRun> next) {
        if (next.size() == 1) {
            return List.of(runOne(next.getFirst()));
        }
        List<Promise<StepEnd>> running =
                next.stream().map(step -> Async.function(this::runOne, step)).toList();
        return running.stream().map(Promise::get).toList();
    }

    private StepEnd runOne(StepRun step) {
        String id = action.playbook() + "/" + step.play() + "/" + step.step()
                + (step.iterations().isEmpty() ? "" : "#" + step.iterations()) + "@" + step.host();
        int line = board.stepStarted(id, action.phase().name(), step);
        StepEnd end = host.run(id, action.playbook(), step, action.success(), action.willRetry(), limit.leftSeconds());
        board.stepEnded(line, end);
        return end;
    }
}
