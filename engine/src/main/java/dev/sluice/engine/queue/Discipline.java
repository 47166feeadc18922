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
            case DEPENDENT, SERIAL -> shared(board, subject, place);
            case SUPERCEDENT -> board.lane(supercedentLane(subject), false, 1);
        };
    }

    /// That of a project which has nothing in the pipeline has no limit, and goes when it is empty (F39).
    private Lane shared(PipelineBoard board, Subject subject, Place place) {
        boolean lasting = place.participates();
        return board.lane(place.lane(subject), lasting, lasting ? window(board.rules()) : 0);
    }

    /// How many items of a shared queue may run at first (F55, F60).
    int window(PipelineRules rules) {
        return this == SERIAL ? 1 : rules.window().size();
    }

    private static String supercedentLane(Subject subject) {
        String ref = subject.branch().isEmpty() ? subject.id() : subject.branch();
        return subject.project().canonicalName() + " " + ref;
    }

    /// Whether what a change needs must stand ahead of it (F36, F41).
    boolean looksAhead(PipelineRules rules) {
        return switch (this) {
            case INDEPENDENT -> !rules.ignoreDependencies();
            case DEPENDENT -> true;
            case SERIAL, SUPERCEDENT -> false;
        };
    }

    /// Whether changes that need each other are one item (F14).
    boolean knowsCycles(PipelineRules rules) {
        return looksAhead(rules) || (this == SERIAL && !rules.ignoreDependencies());
    }

    /// Whether what passes is merged; then a change must be mergeable (F53), brings along what needs it (F41), and
    /// starts anew when one ahead of it fails (F46).
    boolean merges() {
        return this == DEPENDENT;
    }
}
