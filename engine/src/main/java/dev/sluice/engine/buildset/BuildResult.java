package dev.sluice.engine.buildset;

/// Result of a build (zuul-semantics 3.2).
public enum BuildResult {
    SUCCESS,
    FAILURE,
    POST_FAILURE,
    TIMED_OUT,
    /// Infrastructure or pre-run failure with tries left; never final.
    RETRY,
    RETRY_LIMIT,
    SKIPPED,
    NODE_FAILURE,
    CANCELED,
    MERGE_CONFLICT,
    DISK_FULL,
    ERROR
}
