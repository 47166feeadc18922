package dev.sluice.engine.playbook;

import java.util.List;

/// What can happen to a running playbook.
public sealed interface PlaybookEvent {

    record Started() implements PlaybookEvent {}

    /// All steps of the last [PlaybookAction.RunSteps] ended.
    record StepsEnded(List<StepEnd> ends) implements PlaybookEvent {}
}
