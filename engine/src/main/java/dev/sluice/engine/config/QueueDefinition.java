package dev.sluice.engine.config;

/// A shared change queue (A61).
public record QueueDefinition(
        String name, boolean perBranch, boolean allowCircularDependencies, boolean dependenciesByTopic, Source source) {

    /// Whether both say the same, wherever they stand (A41).
    public boolean sameContent(QueueDefinition other) {
        return name.equals(other.name)
                && perBranch == other.perBranch
                && allowCircularDependencies == other.allowCircularDependencies
                && dependenciesByTopic == other.dependenciesByTopic;
    }
}
