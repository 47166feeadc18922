package dev.sluice.engine.problem;

/// Whether a problem blocks (A74) or is only shown (A18).
public enum Severity {
    ERROR,
    WARNING,
    /// Worth knowing to its author, although Zuul says nothing of it; never in a report.
    NOTE,
    /// No problem, but told to who asked for it: how a decision came about (`debug` of a project's pipeline).
    DEBUG
}
