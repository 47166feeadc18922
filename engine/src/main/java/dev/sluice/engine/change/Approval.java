package dev.sluice.engine.change;

/// A vote on a change.
public record Approval(String label, int value, String username, String email, long grantedAtEpochSecond) {}
