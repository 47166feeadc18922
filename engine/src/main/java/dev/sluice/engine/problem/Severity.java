package dev.sluice.engine.problem;

/// Whether a problem blocks (A74) or is only shown (A18).
public enum Severity {
    ERROR,
    WARNING,
    /// No problem, but told to who asked for it: how a decision came about (`debug` of a project's pipeline).
    DEBUG
}
