package dev.sluice.engine.change;

/// Gerrit's status of a change.
public enum ChangeStatus {
    NEW,
    MERGED,
    ABANDONED
}
