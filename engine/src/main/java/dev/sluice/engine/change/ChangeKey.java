package dev.sluice.engine.change;

/// Names one patch set of a change of a connection.
public record ChangeKey(String connection, int number, int patchset) {}
