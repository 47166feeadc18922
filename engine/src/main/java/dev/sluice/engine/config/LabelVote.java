package dev.sluice.engine.config;

/// A label with one value, such as `Approved: 1` (F90).
public record LabelVote(String label, int value) {}
