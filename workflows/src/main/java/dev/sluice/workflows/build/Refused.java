package dev.sluice.workflows.build;

/// A port refused: configuration, settings or the user's own work is wrong, so that trying again does not help.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String detail;

    Refused(String detail) {
        super(detail);
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
