package dev.sluice.activities.contract;

/// A step failed, and that is its result. The message is shown to people and holds no secret.
public final class StepFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public StepFailure(String message) {
        super(message);
    }
}
