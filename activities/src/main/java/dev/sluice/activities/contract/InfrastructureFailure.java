package dev.sluice.activities.contract;

/// Something we depend on did not answer or refused: registry, engine, Gerrit, disk. The step may be run again. The
/// message
/// is shown to people, says what to do, and holds no secret.
public final class InfrastructureFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InfrastructureFailure(String message) {
        super(message);
    }

    public InfrastructureFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
