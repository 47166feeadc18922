package dev.sluice.workflows.build;

/// The host of a build does not answer; its lease and workspace are lost.
final class HostSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostSilent(String message) {
        super(message);
    }
}
