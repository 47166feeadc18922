package dev.sluice.activities.docker;

import com.github.dockerjava.api.model.Container;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeHolds;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.engine.autohold.EndedBuild;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the nodes of a failed build for whoever wants to look into them.
///
/// A node that is kept holds no credentials: those that clients of registries left are removed first, and a node that
/// cannot be cleaned is not kept. Everything else of the build, such as its sidecars, goes as it always does.
final class HeldNodes {
    private static final Logger LOG = LoggerFactory.getLogger(HeldNodes.class);
    private static final String HOME = "/root";

    /// Where clients of registries, and the roles that use them, put credentials.
    private static final Command CLEAN = new Command(
            List.of(
                    "/bin/sh",
                    "-c",
                    "rm -rf .docker/config.json .config/containers/auth.json /run/containers/0/auth.json /dev/shm/sluice-*"),
            Map.of(),
            HOME,
            Optional.empty(),
            NodeExec.HOUSEKEEPING);

    private final EngineClient engine;
    private final BuildResources resources;
    private final NodeExec exec;
    private final NodeHolds holds;

    HeldNodes(EngineClient engine, NodeHolds holds) {
        this.engine = engine;
        this.resources = new BuildResources(engine);
        this.exec = new NodeExec(engine);
        this.holds = holds;
    }

    /// @return whether the build's nodes stay
    boolean keep(EndedBuild ended) throws InterruptedException {
        if (!holds.wants(ended)) {
            return false;
        }
        List<Container> all = resources
                .find(ResourceLabels.ofBuild(engine.settings().instance(), ended.build()))
                .containers();
        List<Container> nodes = all.stream().filter(HeldNodes::isNode).toList();
        for (Container node : nodes) {
            if (!isClean(node)) {
                LOG.warn("node {} of build {} cannot be cleaned, and is not held", name(node), ended.build());
                return false;
            }
        }
        if (nodes.isEmpty()
                || !holds.hold(ended, nodes.stream().map(HeldNodes::name).toList())) {
            return false;
        }
        resources.remove(new BuildResources.Found(
                all.stream().filter(container -> !isNode(container)).toList(), List.of(), List.of()));
        return true;
    }

    static boolean isNode(Container container) {
        return container.getLabels().containsKey(ResourceLabels.NODE);
    }

    private boolean isClean(Container node) throws InterruptedException {
        try {
            return exec.run(node.getId(), CLEAN, HOME, (_, _) -> {}).code() == 0;
        } catch (InfrastructureFailure silent) {
            throw silent;
        } catch (RuntimeException stopped) {
            return false;
        }
    }

    private static String name(Container container) {
        return container.getNames()[0].substring(1);
    }
}
