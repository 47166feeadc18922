package dev.sluice.workflows.port;

import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/// Why an activity failed; the type of its [ApplicationFailure]. Only [#DEPENDENCY] is retried.
public enum FailureKind {
    /// The user's own work is wrong: a result, never retried, never parked.
    USER,
    /// Configuration or settings are wrong.
    CONFIG,
    /// Something we depend on did not answer or refused: registry, engine, Gerrit, disk. Retried with backoff, then
    /// parked.
    DEPENDENCY,
    /// A defect of Sluice.
    BUG;

    /// A failure of this kind. `message` is shown to people and must hold no secret.
    public ApplicationFailure failure(String message, @Nullable Throwable cause) {
        return this == DEPENDENCY
                ? ApplicationFailure.newFailureWithCause(message, name(), cause)
                : ApplicationFailure.newNonRetryableFailureWithCause(message, name(), cause);
    }
}
