package dev.sluice.engine.queue;

import dev.sluice.engine.change.Subject;
import java.util.Locale;

/// What a pipeline's manager decides (6.5); everything else is the same for all of them.
enum Discipline {
    /// A private queue for each change; what it needs stands ahead, not live (F35, F36).
    INDEPENDENT,
    /// Shared queues; each change is tested on top of those ahead, and merged (F39 to F42).
    DEPENDENT,
    /// Shared queues, one item at a time, nothing merged.
    SERIAL,
    /// A queue for each branch of a project; of those who wait only the newest stays (F43).
    SUPERCEDENT;

    static Discipline of(PipelineRules rules) {
        return valueOf(rules.manager().toUpperCase(Locale.ROOT));
    }

    /// The queue that a new item joins.
    Lane laneFor(PipelineBoard board, Subject subject, Place place) {
        return switch (this) {
            case INDEPENDENT -> board.open("", false, 0);
            case DEPENDENT ->
                shared(board, subject, place, board.rules().window().size());
            case SERIAL -> shared(board, subject, place, 1);
            case SUPERCEDENT -> board.lane(supercedentLane(subject), false, 1);
        };
    }

    /// That of a project which has nothing in the pipeline goes when it is empty (F39).
    private static Lane shared(PipelineBoard board, Subject subject, Place place, int window) {
        return board.lane(place.lane(subject), place.participates(), window);
    }

    private static String supercedentLane(Subject subject) {
        String ref = subject.branch().isEmpty() ? subject.id() : subject.branch();
        return subject.project().canonicalName() + " " + ref;
    }

    /// Whether changes may need others at all.
    boolean knowsDependencies(PipelineRules rules) {
        return switch (this) {
            case INDEPENDENT -> !rules.ignoreDependencies();
            case DEPENDENT -> true;
            case SERIAL, SUPERCEDENT -> false;
        };
    }

    /// Whether what passes is merged; then a change must be mergeable (F53), brings along what needs it (F41), and
    /// starts anew when one ahead of it fails (F46).
    boolean merges() {
        return this == DEPENDENT;
    }
}
