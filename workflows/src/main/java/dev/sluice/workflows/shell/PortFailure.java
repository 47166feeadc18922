package dev.sluice.workflows.shell;

import dev.sluice.workflows.port.FailureKind;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why an activity failed for good, after its retries.
///
/// @param message for people
public record PortFailure(Cause cause, String message) {

    public enum Cause {
        /// The user's work, configuration or settings: trying again does not help.
        REFUSED,
        /// Something we depend on, or a defect of ours: trying again may help.
        BROKEN,
        /// The worker died, in each of the attempts that were allowed.
        WORKER_LOST,
        /// The host's task queue is not polled any more.
        HOST_SILENT,
        /// Somebody asked for it.
        CANCELED
    }

    public static PortFailure of(ActivityFailure failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof CanceledFailure) {
            return new PortFailure(Cause.CANCELED, "canceled");
        } else if (cause instanceof TimeoutFailure timeout) {
            return timedOut(failure, timeout);
        } else if (cause instanceof ApplicationFailure told) {
            boolean refused = told.getType().equals(FailureKind.USER.name())
                    || told.getType().equals(FailureKind.CONFIG.name());
            return new PortFailure(refused ? Cause.REFUSED : Cause.BROKEN, text(told, told.getOriginalMessage()));
        }
        return new PortFailure(Cause.BROKEN, cause == null ? "no cause was told" : text(cause, cause.getMessage()));
    }

    private static PortFailure timedOut(ActivityFailure failure, TimeoutFailure timeout) {
        if (timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
            return new PortFailure(Cause.HOST_SILENT, "no worker of its host took '" + failure.getActivityType() + "'");
        }
        if (timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT) {
            return new PortFailure(
                    Cause.WORKER_LOST, "the worker died during '" + failure.getActivityType() + "', each time");
        }
        String kind =
                timeout.getTimeoutType().name().replace("TIMEOUT_TYPE_", "").toLowerCase(Locale.ROOT);
        return new PortFailure(Cause.BROKEN, "'" + failure.getActivityType() + "' timed out (" + kind + ")");
    }

    private static String text(Throwable cause, @Nullable String message) {
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
