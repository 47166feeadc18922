package dev.sluice.engine.build;

import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.build.BuildEvent.PlaybookOutcome;
import dev.sluice.engine.build.BuildState.Outcome;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;
import java.util.Optional;

/// What the end of a playbook makes of a build's result (C30, C33, C34, C44, C46).
final class Verdicts {
    private Verdicts() {}

    static BuildState judge(BuildState state, PhasePlaybook playbook, PlaybookOutcome outcome, ReturnedData returned) {
        return switch (playbook.phase()) {
            case PRE_RUN -> preRun(state, outcome, returned.retry());
            case RUN -> run(state, outcome);
            case POST_RUN -> playbook.resultIgnored() ? state : postRun(state, playbook.cleanup(), outcome);
        };
    }

    private static BuildState preRun(BuildState state, PlaybookOutcome outcome, boolean retry) {
        return switch (outcome) {
            case OK -> state;
            case UNREACHABLE -> state.with(Outcome.NO_RESULT, "A host could not be reached in pre-run.");
            case FAILED -> retry ? state.with(Outcome.NO_RESULT, "Pre-run failed.") : state.with(Outcome.FAILURE, "");
            case TIMED_OUT ->
                retry ? state.with(Outcome.NO_RESULT, "Pre-run timed out.") : state.with(Outcome.FAILURE, "");
            case CANCELED -> throw new IllegalStateException("canceled in " + state);
        };
    }

    private static BuildState run(BuildState state, PlaybookOutcome outcome) {
        return switch (outcome) {
            case OK -> state;
            case UNREACHABLE -> state.with(Outcome.NO_RESULT, "A host could not be reached in run.");
            case FAILED -> state.with(Outcome.FAILURE, "");
            case TIMED_OUT -> state.with(Outcome.TIMED_OUT, "");
            case CANCELED -> throw new IllegalStateException("canceled in " + state);
        };
    }

    private static BuildState postRun(BuildState state, boolean cleanup, PlaybookOutcome outcome) {
        if (outcome == PlaybookOutcome.OK || state.outcome() == Outcome.CANCELED) {
            return state;
        }
        if (outcome == PlaybookOutcome.UNREACHABLE && !cleanup) {
            return state.with(Outcome.NO_RESULT, "A host could not be reached in post-run.");
        }
        boolean replaces = state.outcome() == Outcome.OK || state.outcome() == Outcome.FAILURE;
        return replaces ? state.with(Outcome.POST_FAILURE, "") : state;
    }

    static BuildEnd end(BuildState state) {
        return switch (state.outcome()) {
            case OK -> finished(BuildResult.SUCCESS);
            case FAILURE -> finished(BuildResult.FAILURE);
            case TIMED_OUT -> finished(BuildResult.TIMED_OUT);
            case POST_FAILURE -> finished(BuildResult.POST_FAILURE);
            case NO_RESULT -> new BuildEnd.NoResult(state.detail());
            case CANCELED -> new BuildEnd.Canceled();
        };
    }

    private static BuildEnd finished(BuildResult result) {
        return new BuildEnd.Finished(result, Optional.empty());
    }
}
