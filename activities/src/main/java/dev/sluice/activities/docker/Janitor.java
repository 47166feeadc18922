package dev.sluice.activities.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Removes what builds that are over left behind, because their worker died.
///
/// It finds its work by the labels of its own instance alone, so several installations may share an engine.
public final class Janitor {
    private final EngineClient engine;
    private final BuildResources resources;
    private final LeaseBook leases;
    private final DeadWorkspaces workspaces;
    private final List<Chore> chores;
    private final Supplier<Predicate<String>> held;

    /// Something else that builds leave behind on this host.
    public interface Chore {
        /// @return how much was removed
        int sweep(Predicate<String> buildIsOpen);
    }

    public Janitor(EngineClient engine) {
        this(engine, List.of(), () -> _ -> false);
    }

    /// @param chores done at each round
    /// @param held asked once for each round: whether the nodes of a build that is over stay for an autohold
    public Janitor(EngineClient engine, List<Chore> chores, Supplier<Predicate<String>> held) {
        this.held = held;
        this.engine = engine;
        this.chores = List.copyOf(chores);
        this.workspaces = new DeadWorkspaces(engine.settings().stateDirectory());
        this.resources = new BuildResources(engine);
        this.leases = new LeaseBook(engine.settings().stateDirectory());
    }

    /// @param buildIsOpen whether a build still runs; asked once for each resource
    /// @return what was removed
    public Leftovers.Count sweep(Predicate<String> buildIsOpen) throws InterruptedException {
        var all = resources.find(ResourceLabels.ofInstance(engine.settings().instance()));
        Predicate<String> hasNodes = buildIsOpen.or(held.get());
        List<Container> containers = all.containers().stream()
                .filter(container ->
                        isDead(container.getLabels(), HeldNodes.isNode(container) ? hasNodes : buildIsOpen))
                .toList();
        List<Network> networks = all.networks().stream()
                .filter(network -> isDead(network.getLabels(), hasNodes))
                .toList();
        List<BuildResources.Volume> volumes = all.volumes().stream()
                .filter(volume -> isDead(volume.labels(), hasNodes))
                .toList();
        resources.remove(new BuildResources.Found(containers, volumes, networks));
        int files = removeLeases(buildIsOpen) + workspaces.sweep(buildIsOpen);
        for (Chore chore : chores) {
            files += chore.sweep(buildIsOpen);
        }
        return new Leftovers.Count(containers.size(), volumes.size(), networks.size(), files);
    }

    /// What carries the instance but no build, such as the registries of a demo, belongs to somebody else.
    private static boolean isDead(Map<String, String> labels, Predicate<String> buildIsOpen) {
        String build = labels.get(ResourceLabels.BUILD);
        return build != null && !buildIsOpen.test(build);
    }

    private int removeLeases(Predicate<String> buildIsOpen) {
        var removed = new ArrayList<String>();
        for (String build : leases.builds()) {
            if (!buildIsOpen.test(build) && leases.remove(build)) {
                removed.add(build);
            }
        }
        return removed.size();
    }
}
