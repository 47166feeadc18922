package dev.sluice.engine.config;

import java.util.Locale;

/// How a pipeline orders and merges its items (A20, section 6.5).
public enum Manager {
    INDEPENDENT,
    DEPENDENT,
    SERIAL,
    SUPERCEDENT;

    /// The word in the configuration, such as `dependent`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
