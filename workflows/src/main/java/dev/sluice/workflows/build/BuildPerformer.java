package dev.sluice.workflows.build;

import dev.sluice.engine.build.BuildAction;
import dev.sluice.engine.build.BuildAction.RunPlaybook;
import dev.sluice.engine.build.BuildEvent;
import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.build.BuildEvent.PlaybookOutcome;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.port.ExecutorActivities.Workspace;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Outbox;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/// Performs the planner's actions for one build.
final class BuildPerformer {
    private final Inbox<BuildEvent> inbox;
    private final BuildInput input;
    private final BuildBoard board;
    private final Parking parking;
    private final BuildHost host;
    private final Outbox<BuildsetEvent> buildset;
    private List<PlaybookOutline> outlines = List.of();
    private long jobMillis;
    private long postMillis;
    private long jobMillisUsed;
    private boolean mayFail;
    private boolean toldFailing;
    private int busy;
    private Optional<CancellationScope> preparation = Optional.empty();
    private ReturnedData returned = ReturnedData.nothing();
    private Optional<PlaybookRun> playing = Optional.empty();
    private Optional<BuildEnd> end = Optional.empty();

    BuildPerformer(BuildInput input, Inbox<BuildEvent> inbox, BuildBoard board, Parking parking) {
        this.input = input;
        this.inbox = inbox;
        this.board = board;
        this.parking = parking;
        host = new BuildHost(input, parking);
        BuildsetWorkflow stub =
                Workflow.newExternalWorkflowStub(BuildsetWorkflow.class, Ids.buildset(input.buildset()));
        buildset = new Outbox<>(events -> events.forEach(stub::event));
    }

    void perform(BuildAction action) {
        switch (action) {
            case RunPlaybook run -> start(run);
            case BuildAction.StopPlaybook() -> playing.ifPresent(PlaybookRun::stop);
            case BuildAction.Pause() -> {
                board.state("paused");
                buildset.add(new BuildsetEvent.BuildPaused(input.build(), returned, now()));
            }
            case BuildAction.End(BuildEnd planned) -> end(planned);
        }
    }

    /// Opens the workspace and starts the nodes, then says that the build is ready.
    void prepare() {
        busy++;
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            Promise<Void> _ = Async.procedure(this::prepareNow);
        });
        preparation = Optional.of(scope);
        scope.run();
    }

    boolean ended() {
        return end.isPresent();
    }

    void end(BuildEnd how) {
        end = Optional.of(end.orElse(how));
    }

    BuildOutcome outcome() {
        return new BuildOutcome(end.orElseThrow(), returned);
    }

    /// Stops what still runs and gives everything back. The build has an end then.
    void giveBack() {
        preparation.ifPresent(CancellationScope::cancel);
        playing.ifPresent(PlaybookRun::stop);
        Workflow.await(() -> busy == 0);
        String result = BuildEnds.name(end.orElseThrow());
        host.giveBack(result);
        board.ended(result);
        buildset.flush();
    }

    private void prepareNow() {
        try {
            Workspace workspace = host.open();
            outlines = workspace.outlines();
            jobMillis = workspace.timeoutSeconds() * 1000;
            postMillis = workspace.postTimeoutSeconds() * 1000;
            board.opened(workspace.hostQueue(), workspace.logUrl());
            if (provisioned()) {
                buildset.add(new BuildsetEvent.BuildStarted(input.build(), workspace.logUrl(), now()));
                inbox.add(new BuildEvent.Ready(workspace.playbooks()));
            }
        } catch (Refused refused) {
            inbox.add(new BuildEvent.PreparationRefused(refused.detail()));
        } catch (HostSilent lost) {
            inbox.add(new BuildEvent.HostLost(lost.detail()));
        } catch (CanceledFailure canceled) {
            board.state("preparing");
        } finally {
            busy--;
        }
    }

    private boolean provisioned() {
        try {
            host.provision(detail -> inbox.add(new BuildEvent.HostLost(detail)));
            return true;
        } catch (Refused refused) {
            inbox.add(new BuildEvent.NodesFailed(refused.detail()));
            return false;
        }
    }

    private void start(RunPlaybook action) {
        mayFail = action.phase() != Phase.PRE_RUN && !action.willRetry();
        if (action.phase() == Phase.POST_RUN && !action.success()) {
            outputFailed();
        }
        busy++;
        Promise<Void> _ = Async.procedure(this::play, action);
    }

    private void play(RunPlaybook action) {
        PlaybookOutline outline = outlines.get(action.playbook());
        TimeLimit limit = new TimeLimit(limitMillis(action), parking);
        PlaybookRun run = new PlaybookRun(host, board, action, outline, limit);
        playing = Optional.of(run);
        board.playing(action.phase().name(), outline.path());
        PlaybookOutcome outcome = PlaybookOutcome.CANCELED;
        try {
            host.announce(action.phase() + " START: " + outline.path());
            outcome = run.run();
            if (action.budget() == BuildAction.TimeoutBudget.JOB) {
                jobMillisUsed += limit.usedMillis();
            }
            host.announce(action.phase() + " END: " + outcome + " " + outline.path());
            if (outcome != PlaybookOutcome.CANCELED) {
                returned = host.returned();
            }
        } catch (HostSilent lost) {
            inbox.add(new BuildEvent.HostLost(lost.detail()));
        } catch (IllegalStateException | Refused defect) {
            inbox.add(new BuildEvent.PreparationRefused("A defect of Sluice: " + defect.getMessage()));
        } finally {
            playing = Optional.empty();
            inbox.add(new BuildEvent.PlaybookEnded(action.playbook(), outcome, returned));
            busy--;
        }
    }

    /// Once: that the build fails is known before it ends (C47). What runs again has not failed.
    void outputFailed() {
        if (mayFail && !toldFailing) {
            toldFailing = true;
            buildset.add(new BuildsetEvent.BuildFailing(input.build(), now()));
        }
    }

    private long limitMillis(RunPlaybook action) {
        return switch (action.budget()) {
            case JOB -> jobMillis == 0 ? 0 : Math.max(1, jobMillis - jobMillisUsed);
            case POST -> postMillis;
            case NONE -> 0;
        };
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
