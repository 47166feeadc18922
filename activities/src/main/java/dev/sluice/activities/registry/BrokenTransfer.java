package dev.sluice.activities.registry;

/// A transfer that cannot simply be sent again broke off; it may be started anew.
final class BrokenTransfer extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    BrokenTransfer(String what) {
        super(what);
        this.what = what;
    }

    String what() {
        return what;
    }
}
