package dev.sluice.activities.step.jinja;

/// A template cannot be evaluated, and that is its author's to mend.
///
/// Hazard: the message may quote values, so it is shown only where secrets are hidden.
public final class TemplateFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public TemplateFailure(String message) {
        super(message, null, false, false);
    }
}
