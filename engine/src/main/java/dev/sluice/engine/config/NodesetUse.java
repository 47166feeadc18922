package dev.sluice.engine.config;

/// The nodeset of a job: by name, or written in place.
public sealed interface NodesetUse {
    record Named(String name) implements NodesetUse {}

    record Inline(Nodeset nodeset) implements NodesetUse {}
}
