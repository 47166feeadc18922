package dev.sluice.engine.playbook;

/// A playbook under way. Made by [PlaybookPlanner#initial].
public record PlaybookState(PlaybookOutline outline) {}
