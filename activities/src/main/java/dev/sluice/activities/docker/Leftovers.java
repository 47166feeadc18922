package dev.sluice.activities.docker;

/// Counts what an installation has on its engine and in its state directory.
public final class Leftovers {
    private final EngineClient engine;
    private final BuildResources resources;
    private final LeaseBook leases;

    public Leftovers(EngineClient engine) {
        this.engine = engine;
        this.resources = new BuildResources(engine);
        this.leases = new LeaseBook(engine.settings().stateDirectory());
    }

    /// @param files leases in the state directory
    public record Count(int containers, int volumes, int networks, int files) {
        public int total() {
            return containers + volumes + networks + files;
        }
    }

    public Count count() {
        var found = resources.find(ResourceLabels.ofInstance(engine.settings().instance()));
        return new Count(
                found.containers().size(),
                found.volumes().size(),
                found.networks().size(),
                leases.builds().size());
    }
}
