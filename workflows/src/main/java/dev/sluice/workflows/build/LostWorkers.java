package dev.sluice.workflows.build;

import dev.sluice.workflows.shell.PortFailure;
import io.temporal.workflow.Workflow;

/// Calls whose attempts were all used up by workers that died: no fault of what was called, so they are simply made
/// again. Not for ever, since it may be the call that kills them.
final class LostWorkers {
    private static final int ROUNDS = 5;
    private static final String CHANGE = "a-lost-worker-is-no-failure";

    private int left = ROUNDS;

    /// Whether to make the call again.
    boolean again(PortFailure told) {
        return told.cause() == PortFailure.Cause.WORKER_LOST
                && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1
                && left-- > 0;
    }
}
