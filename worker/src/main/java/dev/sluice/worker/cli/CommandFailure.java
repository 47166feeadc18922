package dev.sluice.worker.cli;

/// A command cannot go on; the message says why and what to do. Shown without a stack trace, exit code 1.
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }
}
