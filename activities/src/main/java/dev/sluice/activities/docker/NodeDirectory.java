package dev.sluice.activities.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.sluice.activities.contract.NodeShell.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds the running nodes of a build by their labels, and remembers them until told to forget.
final class NodeDirectory {
    private final EngineClient engine;
    private final Map<String, List<NodeReference>> known = new ConcurrentHashMap<>();

    NodeDirectory(EngineClient engine) {
        this.engine = engine;
    }

    NodeReference find(String build, String host) {
        return in(known.getOrDefault(build, List.of()), host).orElseGet(() -> {
            List<NodeReference> running = running(build);
            NodeReference node = in(running, host)
                    .orElseThrow(() -> new Unreachable(
                            "Node '" + host + "' of build '" + build + "' does not run on this host (running: "
                                    + running.stream().map(NodeReference::names).toList() + "). [NODE-GONE]",
                            new NoSuchElementException(host)));
            known.put(build, running);
            return node;
        });
    }

    void forget(String build) {
        known.remove(build);
    }

    List<NodeReference> running(String build) {
        var labels = ResourceLabels.ofBuild(engine.settings().instance(), build);
        return EngineFailures.call(
                        engine.settings(),
                        "list nodes",
                        () -> engine.calls()
                                .listContainersCmd()
                                .withLabelFilter(labels)
                                .withStatusFilter(List.of("running"))
                                .exec())
                .stream()
                .filter(container -> container.getLabels().containsKey(ResourceLabels.NODE))
                .map(NodeDirectory::reference)
                .toList();
    }

    private static NodeReference reference(Container container) {
        Map<String, String> labels = container.getLabels();
        var networks = container.getNetworkSettings();
        String address = networks == null
                ? ""
                : networks.getNetworks().values().stream()
                        .map(ContainerNetwork::getIpAddress)
                        .filter(ip -> ip != null && !ip.isEmpty())
                        .findFirst()
                        .orElse("");
        return new NodeReference(
                container.getId(),
                List.of(labels.getOrDefault(ResourceLabels.NODE, "").split(",")),
                labels.getOrDefault(ResourceLabels.NODE_LABEL, ""),
                Boolean.parseBoolean(labels.getOrDefault(ResourceLabels.ENGINE, "false")),
                address);
    }

    private static Optional<NodeReference> in(List<NodeReference> nodes, String host) {
        return nodes.stream().filter(node -> node.names().contains(host)).findFirst();
    }
}
