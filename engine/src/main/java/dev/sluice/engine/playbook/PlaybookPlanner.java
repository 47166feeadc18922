package dev.sluice.engine.playbook;

/// Walks a playbook: which task runs next on which hosts, and how the playbook ends; same state and event, same plan.
public final class PlaybookPlanner {

    public PlaybookState initial(PlaybookOutline outline) {
        return new PlaybookState(outline);
    }

    public PlaybookPlan plan(PlaybookState state, PlaybookEvent event) {
        throw new IllegalStateException("no rule for " + event + " in " + state);
    }
}
