package dev.sluice.engine.build;

import dev.sluice.engine.build.BuildAction.TimeoutBudget;
import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.build.BuildEvent.PlaybookEnded;
import dev.sluice.engine.build.BuildEvent.PlaybookOutcome;
import dev.sluice.engine.build.BuildState.Outcome;
import dev.sluice.engine.build.BuildState.Stage;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import java.util.List;
import java.util.Optional;

/// Decides which playbook of a build runs next, when it pauses and how it ends; same state and event, same plan.
///
/// An event that comes too late, such as the end of a playbook after the host was lost, changes nothing.
public final class BuildPlanner {
    private static final int ALL_LEVELS = Integer.MAX_VALUE;

    /// A try that knows no limit of tries.
    public BuildState initial() {
        return initial(1, 0);
    }

    /// A try whose nodes and workspace are not ready yet.
    ///
    /// @param attempt counts from 1
    /// @param attempts the job's limit, 0 for none; `zuul_will_retry` depends on it
    public BuildState initial(int attempt, int attempts) {
        return new BuildState(Stage.PREPARING, attempt, attempts, List.of(), -1, Outcome.OK, "", -1, false);
    }

    public BuildPlan plan(BuildState state, BuildEvent event) {
        if (state.stage() == Stage.ENDED) {
            return new BuildPlan(state, List.of());
        }
        return switch (event) {
            case BuildEvent.Ready ready -> ready(state, ready);
            case BuildEvent.PreparationFailed(String detail) -> end(state, new BuildEnd.NoResult(detail));
            case BuildEvent.NodesFailed(String detail) -> end(state, new BuildEnd.NodeFailure(detail));
            case BuildEvent.PreparationRefused(String detail) ->
                end(state, new BuildEnd.Finished(BuildResult.ERROR, Optional.of(detail)));
            case PlaybookEnded ended -> ended(state, ended);
            case BuildEvent.Resumed() ->
                state.stage() == Stage.PAUSED ? play(state, 0, Phase.POST_RUN) : new BuildPlan(state, List.of());
            case BuildEvent.CancelRequested() -> cancel(state);
            case BuildEvent.HostLost(String detail) -> end(state, new BuildEnd.Lost(detail));
        };
    }

    private BuildPlan ready(BuildState state, BuildEvent.Ready ready) {
        return state.stage() == Stage.PREPARING
                ? play(state.withPlaybooks(List.copyOf(ready.playbooks())), 0, Phase.PRE_RUN)
                : new BuildPlan(state, List.of());
    }

    private BuildPlan ended(BuildState state, PlaybookEnded ended) {
        if (state.running() < 0 || state.playbooks().get(state.running()).playbook() != ended.playbook()) {
            return new BuildPlan(state, List.of());
        }
        int index = state.running();
        PhasePlaybook playbook = state.playbooks().get(index);
        BuildState told = state.withPauseAsked(ended.returned().pause());
        if (state.stage() == Stage.STOPPING || ended.outcome() == PlaybookOutcome.CANCELED) {
            return play(told.with(Outcome.CANCELED, ""), index + 1, Phase.POST_RUN);
        }
        BuildState judged = Verdicts.judge(told, playbook, ended.outcome(), ended.returned());
        return switch (playbook.phase()) {
            case PRE_RUN, RUN ->
                judged.outcome() == Outcome.OK
                        ? play(judged, index + 1, playbook.phase())
                        : play(judged, 0, Phase.POST_RUN);
            case POST_RUN -> play(judged, index + 1, Phase.POST_RUN);
        };
    }

    private BuildPlan cancel(BuildState state) {
        BuildState canceled = state.with(Outcome.CANCELED, "");
        return switch (state.stage()) {
            case PREPARING -> end(canceled, new BuildEnd.Canceled());
            case PAUSED -> play(canceled, 0, Phase.POST_RUN);
            // A clean-up playbook is never interrupted (C46).
            case PLAYING ->
                state.playbooks().get(state.running()).cleanup()
                        ? new BuildPlan(canceled, List.of())
                        : new BuildPlan(
                                canceled.at(Stage.STOPPING, state.running()), List.of(new BuildAction.StopPlaybook()));
            case STOPPING, ENDED -> new BuildPlan(state, List.of());
        };
    }

    /// Starts the next playbook at or after `from` that belongs to `phase` or a later one, pausing in front of
    /// post-run.
    private BuildPlan play(BuildState state, int from, Phase phase) {
        for (int i = from; i < state.playbooks().size(); i++) {
            PhasePlaybook playbook = state.playbooks().get(i);
            if (playbook.phase().compareTo(phase) < 0) {
                continue;
            }
            if (playbook.phase() == Phase.POST_RUN && phase != Phase.POST_RUN) {
                return afterRun(state);
            }
            if (playbook.phase() != Phase.POST_RUN || wanted(state, playbook)) {
                return start(state, i, playbook);
            }
        }
        return phase == Phase.POST_RUN ? end(state, Verdicts.end(state)) : afterRun(state);
    }

    private BuildPlan afterRun(BuildState state) {
        BuildState ran = state.withDeepestLevel(ALL_LEVELS);
        return state.pauseAsked()
                ? new BuildPlan(ran.at(Stage.PAUSED, -1), List.of(new BuildAction.Pause()))
                : play(ran, 0, Phase.POST_RUN);
    }

    private static boolean wanted(BuildState state, PhasePlaybook post) {
        boolean reached = post.nestingLevel() <= state.deepestLevel();
        return reached && (state.outcome() != Outcome.CANCELED || post.cleanup());
    }

    private static BuildPlan start(BuildState state, int index, PhasePlaybook playbook) {
        BuildState started = state.at(Stage.PLAYING, index);
        if (playbook.phase() == Phase.PRE_RUN) {
            started = started.withDeepestLevel(Math.max(state.deepestLevel(), playbook.nestingLevel()));
        } else {
            started = playbook.phase() == Phase.RUN ? started.withDeepestLevel(ALL_LEVELS) : started;
        }
        TimeoutBudget budget = playbook.phase() == Phase.POST_RUN ? TimeoutBudget.POST : TimeoutBudget.JOB;
        return new BuildPlan(
                started,
                List.of(new BuildAction.RunPlaybook(
                        playbook.playbook(),
                        playbook.phase(),
                        state.outcome() == Outcome.OK,
                        state.willRetry(),
                        budget)));
    }

    private static BuildPlan end(BuildState state, BuildEnd end) {
        BuildEnd told = state.outcome() == Outcome.CANCELED ? new BuildEnd.Canceled() : end;
        return new BuildPlan(state.at(Stage.ENDED, -1), List.of(new BuildAction.End(told)));
    }
}
