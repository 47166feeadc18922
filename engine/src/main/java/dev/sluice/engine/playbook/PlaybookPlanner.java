package dev.sluice.engine.playbook;

import java.util.List;

/// Walks a playbook: which task runs next on which hosts, and how the playbook ends; same state and event, same plan.
///
/// The strategy is Ansible's `linear`: a task runs on all active hosts of the play side by side, and the next one
/// starts when all of them ended. A host that failed leaves the play, unless a rescue brings it back; a host out of
/// reach leaves it for good. When no host is left, the playbook has failed.
public final class PlaybookPlanner {

    public PlaybookState initial(PlaybookOutline outline) {
        return new PlaybookState(outline, -1, List.of(), List.of(), List.of(), false, false, "");
    }

    /// @throws IllegalStateException when the event does not fit the state: a defect of the shell
    public PlaybookPlan plan(PlaybookState state, PlaybookEvent event) {
        PlaybookWalk walk = new PlaybookWalk(state);
        switch (event) {
            case PlaybookEvent.Started() -> {
                if (state.play() >= 0) {
                    throw new IllegalStateException("the playbook had started already");
                }
            }
            case PlaybookEvent.StepsEnded(var ends) -> walk.ended(ends);
        }
        return walk.advance();
    }
}
