package dev.sluice.activities.step;

import dev.sluice.engine.change.Project;

/// A repository that was checked out for a build.
///
/// @param directory relative to the workspace
/// @param commit commit id
/// @param kind what it is for
record Checkout(Kind kind, Project project, String branch, String directory, String commit) {

    enum Kind {
        /// What the build tests; shown to steps, so that they may spoil it.
        SOURCE,
        /// Playbooks and roles of untrusted projects, as the change has them.
        UNTRUSTED,
        /// Playbooks and roles of config projects, from the tip of their branch (B48).
        TRUSTED
    }
}
