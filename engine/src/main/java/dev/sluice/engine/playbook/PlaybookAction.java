package dev.sluice.engine.playbook;

import java.util.List;

/// What the shell of a playbook must do next; exactly one at a time.
public sealed interface PlaybookAction {

    /// Run these steps side by side: one task on several hosts.
    record RunSteps(List<StepRun> steps) implements PlaybookAction {}

    /// The playbook ended.
    ///
    /// @param message what failed first, else empty
    record End(boolean ok, boolean unreachable, String message) implements PlaybookAction {}
}
