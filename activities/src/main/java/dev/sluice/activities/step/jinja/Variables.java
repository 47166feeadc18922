package dev.sluice.activities.step.jinja;

import org.jspecify.annotations.Nullable;

/// Where expressions find their names.
@FunctionalInterface
public interface Variables {
    /// The variable's value, templated; [Undefined] when there is none.
    @Nullable
    Object value(String name);
}
