package dev.sluice.activities.docker;

import com.github.dockerjava.api.model.Container;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeHolds;
import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.NodeActivities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Nodes are containers on this host's engine.
public final class DockerNodeActivities implements NodeActivities {
    private static final Logger LOG = LoggerFactory.getLogger(DockerNodeActivities.class);
    private static final long BEAT_SECONDS = 1;

    private final EngineClient engine;
    private final ActivityLink link;
    private final NodeWatch watch;
    private final BuildNetworks networks;
    private final BuildResources resources;
    private final NodeContainers containers;
    private final HeldNodes held;
    private final LeaseBook leases;
    private final Consumer<String> released;

    public DockerNodeActivities(EngineClient engine, NodeWatch watch, ActivityLink link) {
        this(engine, watch, link, _ -> {}, NodeHolds.NONE);
    }

    /// @param released told each build whose nodes were given back; may be told twice
    /// @param holds who may want nodes to stay
    public DockerNodeActivities(
            EngineClient engine, NodeWatch watch, ActivityLink link, Consumer<String> released, NodeHolds holds) {
        this.engine = engine;
        this.released = released;
        this.link = link;
        this.watch = watch;
        this.networks = new BuildNetworks(engine);
        this.resources = new BuildResources(engine);
        this.containers = new NodeContainers(engine);
        this.held = new HeldNodes(engine, holds);
        this.leases = new LeaseBook(engine.settings().stateDirectory());
    }

    @Override
    public void provision(ProvisionNodes request) {
        List<NodeLabel> labels = labels(request);
        try {
            leases.write(request.build(), request.nodes().isEmpty() ? List.of() : start(request, labels));
        } catch (InterruptedException e) {
            cleanUp(request.build());
            Thread.currentThread().interrupt();
            throw FailureKind.DEPENDENCY.failure("Interrupted while starting nodes", e);
        } catch (InfrastructureFailure e) {
            cleanUp(request.build());
            throw FailureKind.DEPENDENCY.failure(EngineFailures.message(e), e);
        } catch (RuntimeException e) {
            cleanUp(request.build());
            throw e;
        }
    }

    private List<NodeLabel> labels(ProvisionNodes request) {
        Map<String, NodeLabel> known = engine.settings().labels();
        List<String> unknown = request.nodes().stream()
                .map(NodeRequest::label)
                .filter(label -> !known.containsKey(label))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw FailureKind.CONFIG.failure(UnknownLabels.message(request.job(), unknown, known.keySet()), null);
        }
        return request.nodes().stream().map(node -> known.get(node.label())).toList();
    }

    /// A node that an earlier try left running is kept; anything less is made anew.
    private List<String> start(ProvisionNodes request, List<NodeLabel> labels) throws InterruptedException {
        List<Container> earlier = resources
                .find(ResourceLabels.ofBuild(engine.settings().instance(), request.build()))
                .containers();
        removeHalfMade(earlier);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var network = CompletableFuture.runAsync(
                    () -> networks.ensure(
                            request.build(),
                            request.nodes().size(),
                            ResourceLabels.ofBuild(engine.settings().instance(), request.build())),
                    threads);
            List<Future<String>> starting = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                int index = i;
                Optional<String> running = runningNode(earlier, request.nodes().get(index));
                starting.add(threads.submit(() -> one(request, index, labels.get(index), network, running)));
            }
            try {
                List<String> started = new ArrayList<>();
                for (Future<String> each : starting) {
                    started.add(await(each, request));
                }
                return started;
            } catch (InterruptedException | RuntimeException e) {
                // An interrupted call may still make the network after the clean-up has looked for it.
                network.exceptionally(_ -> null).join();
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private String one(
            ProvisionNodes request, int index, NodeLabel label, CompletableFuture<?> network, Optional<String> running)
            throws InterruptedException {
        String name = request.nodes().get(index).names().getFirst();
        try {
            return running.isPresent()
                    ? containers.reuse(request, index, label, running.get())
                    : containers.start(request, index, label, network);
        } catch (InfrastructureFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw EngineFailures.explain(engine.settings(), "start node '" + name + "'", e);
        }
    }

    private String await(Future<String> starting, ProvisionNodes request) throws InterruptedException {
        while (true) {
            try {
                return starting.get(BEAT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                link.beat("starting " + request.nodes().size() + " nodes");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
            }
        }
    }

    private void removeHalfMade(List<Container> earlier) throws InterruptedException {
        List<Container> halfMade = earlier.stream()
                .filter(container -> container.getLabels().containsKey(ResourceLabels.NODE))
                .filter(container -> !"running".equals(container.getState()))
                .toList();
        resources.remove(new BuildResources.Found(halfMade, List.of(), List.of()));
    }

    private static Optional<String> runningNode(List<Container> earlier, NodeRequest node) {
        String names = String.join(",", node.names());
        return earlier.stream()
                .filter(container -> names.equals(container.getLabels().get(ResourceLabels.NODE)))
                .filter(container -> "running".equals(container.getState()))
                .map(Container::getId)
                .findFirst();
    }

    @Override
    public void hold(String build) {
        List<String> expected = leases.read(build)
                .orElseThrow(() -> FailureKind.DEPENDENCY.failure(
                        "Build '" + build + "' leases no nodes on this host (they were removed, or the state directory "
                                + "was). [NODE-GONE]",
                        null));
        watch.hold(build, expected, link.detach());
    }

    @Override
    public void release(String build, @Nullable EndedBuild ended) {
        try {
            if (ended != null && held.keep(ended)) {
                giveUp(build);
            } else {
                remove(build);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureKind.DEPENDENCY.failure("Interrupted while removing nodes", e);
        } catch (InfrastructureFailure e) {
            throw FailureKind.DEPENDENCY.failure(EngineFailures.message(e), e);
        }
    }

    private void remove(String build) throws InterruptedException {
        watch.release(build);
        resources.remove(resources.find(ResourceLabels.ofBuild(engine.settings().instance(), build)));
        giveUp(build);
    }

    /// The build has no nodes any more, whether or not they are still there.
    private void giveUp(String build) {
        watch.release(build);
        leases.remove(build);
        released.accept(build);
    }

    /// The first failure is the one to report; what cannot be removed now is left to the janitor.
    private void cleanUp(String build) {
        boolean interrupted = Thread.interrupted();
        try {
            remove(build);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (InfrastructureFailure e) {
            LOG.warn("nodes of build {} could not be removed: {}", build, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
