package dev.sluice.activities.contract;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;

/// Changes as their connection has them now.
public interface Changes {

    /// A change at a patch set; the current one when `patchset` is 0.
    Optional<Change> read(String connection, int number, int patchset);

    /// Unmerged changes that a change needs, directly or not, in the order in which they must be ahead (F36).
    default List<Change> needed(Change change) {
        return Needed.by(this, change);
    }

    /// Open changes whose current patch set needs this one directly (F29).
    List<Change> needing(Change change);

    /// Open changes of a project.
    List<Change> open(Project project);

    /// Open changes of a topic, at their current patch sets.
    List<ChangeKey> inTopic(String connection, String topic);

    /// Whether the connection merges the changes of a topic together (Gerrit's `change.submitWholeTopic`).
    boolean mergesWholeTopics(String connection);
}
