package dev.sluice.engine.config;

/// A shared change queue (A61).
public record QueueDefinition(
        String name, Type type, boolean allowCircularDependencies, boolean dependenciesByTopic, Source source) {

    /// Which changes share it.
    public enum Type {
        /// Those of all projects that name it.
        ALL_BRANCHES,
        /// As before, but each branch has a queue of its own.
        PER_BRANCH,
        /// Those of the branches for which a stanza names it; what no stanza assigns keeps to the project's other
        /// queue.
        BRANCH_ASSIGNED
    }

    /// Whether both say the same, wherever they stand (A41).
    public boolean sameContent(QueueDefinition other) {
        return name.equals(other.name)
                && type == other.type
                && allowCircularDependencies == other.allowCircularDependencies
                && dependenciesByTopic == other.dependenciesByTopic;
    }
}
