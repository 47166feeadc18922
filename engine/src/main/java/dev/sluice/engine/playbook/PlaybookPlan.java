package dev.sluice.engine.playbook;

/// The next state of a playbook and the one thing to do.
public record PlaybookPlan(PlaybookState next, PlaybookAction action) {}
