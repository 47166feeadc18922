package dev.sluice.activities.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Makes one node.
final class NodeContainers {
    private static final String ENGINE_DATA = "/var/lib/docker";
    private static final List<String> SLEEP =
            List.of("/bin/sh", "-c", "trap 'exit 0' TERM; while :; do sleep 3600 & wait; done");

    private final EngineClient engine;
    private final Images images;
    private final EngineProfile profile;
    private final NodeEngines engines;

    NodeContainers(EngineClient engine) {
        this.engine = engine;
        this.images = new Images(engine);
        this.profile = new EngineProfile(engine, images);
        this.engines = new NodeEngines(engine);
    }

    /// Starts a node and returns its container's id when the node can be used.
    ///
    /// @param network becomes complete when the build's network is there; a container can be made before
    /// it, but not started
    String start(ProvisionNodes request, int index, NodeLabel label, CompletableFuture<?> network)
            throws InterruptedException {
        String container = create(request, index, label);
        if (!label.engine()) {
            join(network);
            engine.calls().startContainerCmd(container).exec();
            return container;
        }
        configure(container, label);
        join(network);
        try (NodeEngines.Voice voice = engines.listen(container)) {
            engine.calls().startContainerCmd(container).exec();
            engines.await(container, name(request, index), voice);
        }
        return container;
    }

    /// A node that an earlier try left running.
    String reuse(ProvisionNodes request, int index, NodeLabel label, String container) throws InterruptedException {
        if (label.engine()) {
            engines.ask(container, name(request, index));
        }
        return container;
    }

    private static String name(ProvisionNodes request, int index) {
        return request.nodes().get(index).names().getFirst();
    }

    private void configure(String container, NodeLabel label) {
        byte[] files = Tars.of(NodeFiles.of(label, engine.settings().hub()), 0644);
        engine.calls()
                .copyArchiveToContainerCmd(container)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(files))
                .exec();
    }

    private String create(ProvisionNodes request, int index, NodeLabel label) throws InterruptedException {
        HostConfig host = label.engine() ? profile.forEngine(label.image()) : HostConfig.newHostConfig();
        Map<String, String> labels = labels(request, index, label);
        host.withNetworkMode(BuildNetworks.name(request.build()));
        if (label.engine()) {
            host.withMounts(List.of(new Mount()
                    .withType(MountType.VOLUME)
                    .withTarget(ENGINE_DATA)
                    .withVolumeOptions(new VolumeOptions().withLabels(labels))));
        }
        return images.create(label.image(), () -> command(request, index, label, host, labels));
    }

    private CreateContainerCmd command(
            ProvisionNodes request, int index, NodeLabel label, HostConfig host, Map<String, String> labels) {
        List<String> names = request.nodes().get(index).names();
        CreateContainerCmd command = engine.calls()
                .createContainerCmd(label.image())
                .withName(ContainerNames.node(request.build(), index, names.getFirst()))
                .withHostName(ContainerNames.hostName(names.getFirst()))
                .withAliases(names.stream().map(ContainerNames::hostName).toList())
                .withLabels(labels)
                .withEnv(environment(label))
                .withHostConfig(host);
        if (!label.command().isEmpty()) {
            return command.withCmd(label.command());
        }
        return label.engine() ? command : command.withEntrypoint(SLEEP);
    }

    /// Sluice's own node image prints warnings only unless told otherwise; its engine shall say when it is up.
    private static List<String> environment(NodeLabel label) {
        var environment = new LinkedHashMap<String, String>();
        if (label.engine()) {
            environment.put("SLUICE_NODE_LOG_LEVEL", "info");
        }
        environment.putAll(label.environment());
        return environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private Map<String, String> labels(ProvisionNodes request, int index, NodeLabel label) {
        var labels =
                new LinkedHashMap<>(ResourceLabels.ofBuild(engine.settings().instance(), request.build()));
        labels.put(ResourceLabels.BUILDSET, request.buildset());
        labels.put(ResourceLabels.JOB, request.job());
        labels.put(
                ResourceLabels.NODE, String.join(",", request.nodes().get(index).names()));
        labels.put(ResourceLabels.NODE_LABEL, request.nodes().get(index).label());
        labels.put(ResourceLabels.ENGINE, String.valueOf(label.engine()));
        return labels;
    }

    private static void join(CompletableFuture<?> network) throws InterruptedException {
        try {
            network.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
        }
    }
}
