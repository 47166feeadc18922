package dev.sluice.activities.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Makes one node.
final class NodeContainers {
    private static final String ENGINE_DATA = "/var/lib/docker";
    private static final Duration ENGINE_START = Duration.ofSeconds(60);

    /// The socket appears early and answers only when the engine is up, so one question to it waits just long enough.
    private static final String AWAIT_ENGINE = """
            until [ -S /var/run/docker.sock ]; do sleep 0.01; done
            exec docker --host unix:///var/run/docker.sock version --format '{{.Server.Version}}'
            """;

    private static final List<String> SLEEP =
            List.of("/bin/sh", "-c", "trap 'exit 0' TERM; while :; do sleep 3600 & wait; done");

    private final EngineClient engine;
    private final Images images;
    private final EngineProfile profile;
    private final NodeExec exec;

    NodeContainers(EngineClient engine) {
        this.engine = engine;
        this.images = new Images(engine);
        this.profile = new EngineProfile(engine, images);
        this.exec = new NodeExec(engine);
    }

    /// Starts a node and returns its container's id.
    ///
    /// @param network becomes complete when the build's network is there; a container can be made before
    /// it, but not started
    String start(ProvisionNodes request, int index, NodeLabel label, CompletableFuture<?> network)
            throws InterruptedException {
        String container = create(request, index, label);
        if (label.engine()) {
            byte[] files = Tars.of(NodeFiles.of(label, engine.settings().hub()), 0644);
            engine.calls()
                    .copyArchiveToContainerCmd(container)
                    .withRemotePath("/")
                    .withTarInputStream(new ByteArrayInputStream(files))
                    .exec();
        }
        join(network);
        engine.calls().startContainerCmd(container).exec();
        return container;
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
                .withEnv(label.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withHostConfig(host);
        if (!label.command().isEmpty()) {
            return command.withCmd(label.command());
        }
        return label.engine() ? command : command.withEntrypoint(SLEEP);
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

    /// Returns when the node's own engine answers.
    void awaitEngine(String container, String name) throws InterruptedException {
        var said = new ArrayList<String>();
        var question =
                new Command(List.of("/bin/sh", "-c", AWAIT_ENGINE), Map.of(), "/", Optional.empty(), ENGINE_START);
        int code;
        try {
            code = exec.run(container, question, "/root", (stream, line) -> said.add(line))
                    .code();
        } catch (NodeExec.NodeStopped | NotFoundException | com.github.dockerjava.api.exception.ConflictException e) {
            throw stopped(container, name, EngineFailures.said(e));
        }
        if (code != 0) {
            throw stopped(
                    container,
                    name,
                    code == 124
                            ? "it did not answer within " + ENGINE_START.toSeconds() + " s"
                            : String.join(" ", said));
        }
    }

    private InfrastructureFailure stopped(String container, String name, String reason) throws InterruptedException {
        return new InfrastructureFailure("The Docker engine of node '" + name + "' did not start: " + reason
                + ". Its last words: " + ContainerLog.tail(engine, container, 5)
                + " (is its label's image one that starts an engine, and may it run privileged here?) [NODE-ENGINE]");
    }

    private static void join(CompletableFuture<?> network) throws InterruptedException {
        try {
            network.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
        }
    }
}
