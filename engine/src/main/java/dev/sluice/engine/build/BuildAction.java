package dev.sluice.engine.build;

import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;

/// What the shell of a build must do.
public sealed interface BuildAction {

    /// Run a playbook to its end.
    ///
    /// @param success `zuul_success` for post-run playbooks (C48)
    record RunPlaybook(int playbook, Phase phase, boolean success, boolean willRetry, TimeoutBudget budget)
            implements BuildAction {}

    /// Tell the buildset that the build is paused, and wait (D1, D2).
    record Pause() implements BuildAction {}

    /// Give nodes and workspace back, then tell the buildset.
    record End(BuildEnd end) implements BuildAction {}

    /// Stop the playbook that runs now.
    record StopPlaybook() implements BuildAction {}

    enum TimeoutBudget {
        /// `timeout`, shared by pre-run and run.
        JOB,
        /// `post-timeout`, each post-run playbook its own.
        POST,
        /// No limit.
        NONE
    }
}
