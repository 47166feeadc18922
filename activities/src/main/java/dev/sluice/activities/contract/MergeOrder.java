package dev.sluice.activities.contract;

import dev.sluice.engine.change.Project;

/// In which order a branch got its changes.
public interface MergeOrder {

    /// Whether a branch got `later` after `earlier`. No when either is not on the branch: after a rewrite, or
    /// because the
    /// project merges other commits than those that were reviewed.
    ///
    /// @param later commit id of a merged change
    /// @param earlier commit id of another
    boolean isAfter(Project project, String branch, String later, String earlier);
}
