package dev.sluice.engine.queue;

import dev.sluice.engine.change.Subject;
import java.util.Optional;

/// Where subjects of a project's branch line up in a new layout (A78).
///
/// @param project canonical name
/// @param branch empty for refs that are no branches
/// @param place absent when the project is not in the tenant any more
public record Seat(String project, String branch, Optional<Place> place) {

    boolean isOf(Subject subject) {
        return project.equals(subject.project().canonicalName()) && branch.equals(subject.branch());
    }
}
