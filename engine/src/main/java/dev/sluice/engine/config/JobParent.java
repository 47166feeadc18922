package dev.sluice.engine.config;

/// What a job stanza says of its parent (B7).
public sealed interface JobParent {
    /// `parent: null`.
    record None() implements JobParent {}

    /// No word: the tenant's default parent, while nothing was collected yet.
    record Default() implements JobParent {}

    /// A job by name.
    record Named(String name) implements JobParent {}
}
