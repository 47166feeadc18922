package dev.sluice.workflows.port;

import dev.sluice.engine.change.Change;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// What became of the changes that were submitted.
@ActivityInterface
public interface LandingActivities {

    /// Compares the trees that landed with those that the buildset tested, and notes the outcome with the buildset.
    /// Doing it twice gives the same.
    ///
    /// @param changes all changes of the buildset's item, merged
    Landing compareLanded(String buildset, List<Change> changes);

    /// @param asTested whether each tree that landed is one that was tested
    /// @param text for people: where and how they differ, or why they could not be compared
    record Landing(boolean asTested, String text) {}
}
