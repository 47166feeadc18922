package dev.sluice.workflows.port;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Project;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// What became of the changes that were submitted.
@ActivityInterface
public interface LandingActivities {

    /// Compares the trees that landed with those that the buildset tested, and notes the outcome with the buildset.
    /// Doing it twice gives the same.
    ///
    /// @param changes all changes of the buildset's item
    Landing compareLanded(String buildset, List<Merged> changes);

    /// @param change id, such as `12,3`
    /// @param commit commit id of the patch set
    record Merged(Project project, String branch, String change, String commit) {
        public static Merged of(Change change) {
            return new Merged(change.project(), change.branch(), change.id(), change.commit());
        }
    }

    /// @param asTested whether each tree that landed is one that was tested
    /// @param text for people: where and how they differ, or why they could not be compared
    record Landing(boolean asTested, String text) {}
}
