package dev.sluice.engine.problem;

/// Whether a problem blocks (A74) or is only shown (A18).
public enum Severity {
    ERROR,
    WARNING
}
