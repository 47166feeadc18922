package dev.sluice.activities.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.sluice.activities.contract.Sidecars;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sidecars are containers on the build's network, published on this host's address.
///
/// The engine starts one again when it dies, with the same port and volume.
public final class DockerSidecars implements Sidecars {
    private static final int TRIES = 5;
    private static final int RESTART_LOOKS = 100;
    private static final long RESTART_PAUSE_MILLIS = 50;

    private final EngineClient engine;
    private final Images images;
    private final BuildNetworks networks;
    private final BuildResources resources;
    private final SidecarProbe probe;

    public DockerSidecars(EngineClient engine) {
        this.engine = engine;
        this.images = new Images(engine);
        this.networks = new BuildNetworks(engine);
        this.resources = new BuildResources(engine);
        this.probe = new SidecarProbe(engine);
    }

    @Override
    public Sidecar start(Spec spec) throws InterruptedException {
        try {
            Sidecar sidecar = startContainer(spec);
            probe.awaitAccepting(spec, sidecar);
            return sidecar;
        } catch (DockerException e) {
            throw EngineFailures.explain(engine.settings(), "start sidecar '" + spec.name() + "'", e);
        }
    }

    private Sidecar startContainer(Spec spec) throws InterruptedException {
        awaitRestart(spec);
        Optional<Sidecar> running = find(spec.build(), spec.name());
        if (running.isPresent()) {
            return running.get();
        }
        if (startAgain(spec)) {
            return startContainer(spec);
        }
        removeDead(spec);
        networks.ensure(
                spec.build(), 0, ResourceLabels.ofBuild(engine.settings().instance(), spec.build()));
        for (int attempt = 1; ; attempt++) {
            try {
                return create(spec, FreePorts.on(engine.advertiseHost()));
            } catch (DockerException e) {
                // Between being found free and being used, the port may go to somebody else.
                if (attempt == TRIES || !EngineFailures.said(e).contains("port")) {
                    throw e;
                }
                removeDead(spec);
            }
        }
    }

    /// One that the engine is just starting again is neither alive nor dead.
    private void awaitRestart(Spec spec) throws InterruptedException {
        for (int look = 0; look < RESTART_LOOKS && isRestarting(spec); look++) {
            Thread.sleep(RESTART_PAUSE_MILLIS);
        }
    }

    private boolean isRestarting(Spec spec) {
        return containers(spec.build(), spec.name()).stream()
                .anyMatch(container -> "restarting".equals(container.getState()));
    }

    /// One that was stopped by hand keeps its port and volume; one that never ran may lack its files.
    private boolean startAgain(Spec spec) {
        Optional<Container> stopped = containers(spec.build(), spec.name()).stream()
                .filter(container -> "exited".equals(container.getState()))
                .findFirst();
        stopped.ifPresent(
                container -> engine.calls().startContainerCmd(container.getId()).exec());
        return stopped.isPresent();
    }

    private Sidecar create(Spec spec, int port) throws InterruptedException {
        String container = images.create(spec.image(), () -> command(spec, port));
        engine.calls()
                .copyArchiveToContainerCmd(container)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(Tars.of(spec.files(), 0600)))
                .exec();
        engine.calls().startContainerCmd(container).exec();
        return new Sidecar(container, engine.advertiseHost(), port);
    }

    private CreateContainerCmd command(Spec spec, int port) {
        var exposed = ExposedPort.tcp(spec.port());
        Map<String, String> labels = labels(spec);
        var host = HostConfig.newHostConfig()
                .withNetworkMode(BuildNetworks.name(spec.build()))
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort(engine.advertiseHost(), port), exposed));
        if (!spec.volume().isEmpty()) {
            host.withMounts(List.of(new Mount()
                    .withType(MountType.VOLUME)
                    .withTarget(spec.volume())
                    .withVolumeOptions(new VolumeOptions().withLabels(labels))));
        }
        return engine.calls()
                .createContainerCmd(spec.image())
                .withName(ContainerNames.sidecar(spec.build(), spec.name()))
                .withAliases(ContainerNames.hostName(spec.name()))
                .withLabels(labels)
                .withEnv(spec.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withExposedPorts(exposed)
                .withHostConfig(host);
    }

    private Map<String, String> labels(Spec spec) {
        var labels =
                new LinkedHashMap<>(ResourceLabels.ofBuild(engine.settings().instance(), spec.build()));
        labels.put(ResourceLabels.SIDECAR, spec.name());
        return labels;
    }

    private void removeDead(Spec spec) throws InterruptedException {
        resources.remove(new BuildResources.Found(containers(spec.build(), spec.name()), List.of(), List.of()));
    }

    @Override
    public Optional<Sidecar> find(String build, String name) {
        return containers(build, name).stream()
                .filter(container -> "running".equals(container.getState()))
                .flatMap(container ->
                        publishedPort(container)
                                .map(port -> new Sidecar(container.getId(), engine.advertiseHost(), port))
                                .stream())
                .findFirst();
    }

    private List<Container> containers(String build, String name) {
        var labels =
                new LinkedHashMap<>(ResourceLabels.ofBuild(engine.settings().instance(), build));
        labels.put(ResourceLabels.SIDECAR, name);
        return EngineFailures.call(
                engine.settings(),
                "find sidecar '" + name + "'",
                () -> engine.calls()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(labels)
                        .exec());
    }

    private static Optional<Integer> publishedPort(Container container) {
        ContainerPort[] ports = container.getPorts();
        return ports == null
                ? Optional.empty()
                : Arrays.stream(ports)
                        .map(ContainerPort::getPublicPort)
                        .filter(port -> port != null)
                        .findFirst();
    }
}
