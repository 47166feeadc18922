package dev.sluice.engine.build;

import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import java.util.List;

/// One try of a job. Made by [BuildPlanner#initial].
///
/// @param attempt counts from 1
/// @param attempts limit of tries, 0 when there is none (C31)
/// @param playbooks all playbooks in the order of their phases, empty until the nodes are ready
/// @param running place in `playbooks` of the one that runs, -1 while none does
/// @param outcome what is known of the result so far
/// @param detail why, for an outcome without a result
/// @param deepestLevel nesting level of the deepest pre-run playbook that was started; post-run playbooks beyond it are
///     left out (C42)
/// @param pauseAsked whether the build returned `zuul.pause`
public record BuildState(
        Stage stage,
        int attempt,
        int attempts,
        List<PhasePlaybook> playbooks,
        int running,
        Outcome outcome,
        String detail,
        int deepestLevel,
        boolean pauseAsked) {

    /// Where a try is.
    public enum Stage {
        PREPARING,
        PLAYING,
        /// The running playbook was asked to stop.
        STOPPING,
        PAUSED,
        ENDED
    }

    /// What would be the result if no further playbook changed it.
    public enum Outcome {
        OK,
        FAILURE,
        TIMED_OUT,
        POST_FAILURE,
        /// Infrastructure or pre-run failure (C30).
        NO_RESULT,
        CANCELED
    }

    /// Whether the buildset will try again, as far as a build can tell (C48).
    boolean willRetry() {
        return outcome == Outcome.NO_RESULT && (attempts == 0 || attempt < attempts);
    }

    BuildState at(Stage next, int playbook) {
        return new BuildState(next, attempt, attempts, playbooks, playbook, outcome, detail, deepestLevel, pauseAsked);
    }

    BuildState with(Outcome next, String why) {
        return new BuildState(stage, attempt, attempts, playbooks, running, next, why, deepestLevel, pauseAsked);
    }

    BuildState withPlaybooks(List<PhasePlaybook> ready) {
        return new BuildState(stage, attempt, attempts, ready, running, outcome, detail, deepestLevel, pauseAsked);
    }

    BuildState withDeepestLevel(int level) {
        return new BuildState(stage, attempt, attempts, playbooks, running, outcome, detail, level, pauseAsked);
    }

    BuildState withPauseAsked(boolean asked) {
        return new BuildState(stage, attempt, attempts, playbooks, running, outcome, detail, deepestLevel, asked);
    }
}
