package dev.sluice.activities.step;

/// How steps speak with what runs them; in production that is Temporal.
public interface ActivityLink {

    /// The activity that runs on this thread.
    Running running();

    /// May be called from any thread.
    interface Running {
        /// The same for every attempt of one activity, another one when a workflow was reset and runs it again.
        String id();

        /// Says that it is alive; throws when it was cancelled.
        void beat(String detail);

        /// Tells the build at once that its output says that it fails (C47).
        void outputFailed();
    }
}
