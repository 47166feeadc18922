package dev.sluice.activities.store;

import java.sql.SQLException;

/// What a failed query says of itself. The query library's own message holds all values, so it is never shown.
final class StoreFailures {
    private StoreFailures() {}

    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message).strip();
    }

    /// The driver's exception, which is all that a cause chain may carry.
    static Throwable sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return cause;
            }
        }
        return new SQLException(failure.getClass().getSimpleName());
    }
}
