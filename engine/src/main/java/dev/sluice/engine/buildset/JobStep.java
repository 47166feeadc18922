package dev.sluice.engine.buildset;

/// Where a job of a buildset is.
public enum JobStep {
    /// For dependencies, requirements, or the item ahead.
    WAITING,
    /// Asked for its semaphores.
    ACQUIRING,
    /// A build was started; nodes and workspace are being made ready.
    STARTING,
    RUNNING,
    PAUSED,
    /// In post-run after a pause.
    RESUMED,
    /// Its build is being stopped because a job that it depends on runs again (C36); then it waits anew.
    DISCARDING,
    COMPLETE
}
