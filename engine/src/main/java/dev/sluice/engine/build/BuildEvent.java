package dev.sluice.engine.build;

import dev.sluice.engine.buildset.ReturnedData;

/// What can happen to one try of a job.
public sealed interface BuildEvent {

    /// A playbook ended. `returned` is everything the build returned so far.
    record PlaybookEnded(int playbook, PlaybookOutcome outcome, ReturnedData returned) implements BuildEvent {}

    /// Nodes and workspace are ready; `playbooks` tells the phases.
    record Ready(java.util.List<PhasePlaybook> playbooks) implements BuildEvent {}

    /// Nodes or workspace could not be had, an infrastructure failure (C30).
    record PreparationFailed(String detail) implements BuildEvent {}

    /// The node request failed for good (C10).
    record NodesFailed(String detail) implements BuildEvent {}

    /// Something that running it again cannot mend, such as a role repository that does not exist (result ERROR).
    record PreparationRefused(String detail) implements BuildEvent {}

    /// The buildset says that all dependents have results (D5).
    record Resumed() implements BuildEvent {}

    record CancelRequested() implements BuildEvent {}

    /// The host that held the lease is gone (C32).
    record HostLost(String detail) implements BuildEvent {}

    /// A playbook of the frozen job, by its place in the list of all playbooks.
    ///
    /// @param cleanup whether it runs even after an abort (C46)
    /// @param resultIgnored whether its failure changes nothing, as for the old attribute `cleanup-run` (C46)
    record PhasePlaybook(int playbook, Phase phase, int nestingLevel, boolean cleanup, boolean resultIgnored) {}

    enum Phase {
        PRE_RUN,
        RUN,
        POST_RUN
    }

    enum PlaybookOutcome {
        OK,
        FAILED,
        UNREACHABLE,
        TIMED_OUT,
        CANCELED
    }
}
