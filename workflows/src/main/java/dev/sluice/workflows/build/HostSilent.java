package dev.sluice.workflows.build;

/// The host of a build does not answer; its lease and workspace are lost.
final class HostSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    HostSilent(String detail) {
        super(detail);
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
