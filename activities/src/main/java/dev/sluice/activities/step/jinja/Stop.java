package dev.sluice.activities.step.jinja;

/// Ends an evaluation at once.
///
/// An Error, because jinjava turns every exception into a note and goes on with nothing in its place. It never leaves
/// [Templates].
final class Stop extends Error {
    private static final long serialVersionUID = 1L;
    private final boolean undefined;

    private Stop(String message, boolean undefined) {
        super(message, null, false, false);
        this.undefined = undefined;
    }

    static Stop because(String message) {
        return new Stop(message, false);
    }

    static Stop undefined(String message) {
        return new Stop(message, true);
    }

    boolean isUndefined() {
        return undefined;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
