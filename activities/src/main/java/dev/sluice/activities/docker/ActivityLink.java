package dev.sluice.activities.docker;

/// How the activities of this package speak with what runs them; in production that is Temporal.
public interface ActivityLink {

    /// Says that the running activity is alive; throws when it was cancelled.
    void beat(String detail);

    /// Lets the running activity go on after its method returned, without a thread of its own.
    Lease detach();

    /// An activity that goes on until one of its ends is called.
    interface Lease {

        /// Says that it is alive.
        ///
        /// @return false when it was cancelled or is not known any more; then only [#cancelled] makes sense
        boolean beat(String detail);

        void fail(RuntimeException failure);

        void cancelled();
    }
}
