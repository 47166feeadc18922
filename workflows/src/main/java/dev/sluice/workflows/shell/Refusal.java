package dev.sluice.workflows.shell;

import io.temporal.failure.ApplicationFailure;

/// Why an operator's Update is not done.
public final class Refusal {
    private Refusal() {}

    /// The code ends the message as well: of what a validator throws, the SDK hands only the message on.
    public static ApplicationFailure of(String code, String message) {
        return ApplicationFailure.newNonRetryableFailure(message + " [" + code + "]", code);
    }
}
