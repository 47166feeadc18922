package dev.sluice.activities.contract;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;

/// Changes as their connection has them now.
public interface Changes {

    /// A change at a patch set; the current one when `patchset` is 0.
    Optional<Change> read(String connection, int number, int patchset);

    /// Unmerged changes that a change needs, directly or not, in the order in which they must be ahead (F36).
    List<Change> needed(Change change);

    /// Open changes whose current patch set needs this one directly (F29).
    List<Change> needing(Change change);

    /// Open changes of a project.
    List<Change> open(Project project);
}
