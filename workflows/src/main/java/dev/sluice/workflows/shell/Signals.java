package dev.sluice.workflows.shell;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import org.slf4j.Logger;

/// Sends signals to workflows that may have ended.
public final class Signals {
    private static final Logger LOG = Workflow.getLogger(Signals.class);

    private Signals() {}

    /// Sends and waits until the signal has arrived.
    ///
    /// @return false when there is no such workflow any more
    public static boolean arrived(Runnable send) {
        try {
            send.run();
            return true;
        } catch (ApplicationFailure | SignalExternalWorkflowException gone) {
            // The SDK throws either, by the version of the failure that the server sent.
            LOG.debug("signal not taken: {}", gone.getMessage());
            return false;
        }
    }
}
