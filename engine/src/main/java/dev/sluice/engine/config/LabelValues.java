package dev.sluice.engine.config;

import java.util.List;

/// A label with the values of which any will do (F94).
public record LabelValues(String label, List<Integer> values) {}
