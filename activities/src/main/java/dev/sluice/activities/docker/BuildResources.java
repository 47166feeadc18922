package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Everything on the engine that carries certain labels: found, counted, removed.
final class BuildResources {
    private final EngineClient engine;
    private final BuildNetworks networks;

    BuildResources(EngineClient engine) {
        this.engine = engine;
        this.networks = new BuildNetworks(engine);
    }

    /// @param containers running or not
    /// @param volumes names
    record Found(List<Container> containers, List<Volume> volumes, List<Network> networks) {
        boolean isEmpty() {
            return containers.isEmpty() && volumes.isEmpty() && networks.isEmpty();
        }
    }

    record Volume(String name, Map<String, String> labels) {}

    Found find(Map<String, String> labels) {
        return EngineFailures.call(engine.settings(), "list what is labelled " + labels, () -> {
            List<String> filter = labels.entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .toList();
            var containers = engine.calls()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(filter)
                    .exec();
            var volumes = engine.calls()
                    .listVolumesCmd()
                    .withFilter("label", filter)
                    .exec()
                    .getVolumes();
            var found =
                    engine.calls().listNetworksCmd().withFilter("label", filter).exec();
            return new Found(
                    containers,
                    volumes == null
                            ? List.of()
                            : volumes.stream()
                                    .map(volume -> new Volume(
                                            volume.getName(),
                                            volume.getLabels() == null ? Map.of() : volume.getLabels()))
                                    .toList(),
                    found);
        });
    }

    /// Removes all of it: containers at once and in parallel, then what they used. What somebody else removes
    /// meanwhile counts as removed.
    void remove(Found found) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parallel(
                    threads,
                    found.containers().stream()
                            .map(container -> task(() -> removeContainer(container)))
                            .toList());
            var rest = new ArrayList<Runnable>();
            found.networks().forEach(network -> rest.add(task(() -> networks.remove(network.getId()))));
            found.volumes().forEach(volume -> rest.add(task(() -> removeVolume(volume.name()))));
            parallel(threads, rest);
        }
    }

    private Runnable task(Runnable removal) {
        return () -> EngineFailures.call(engine.settings(), "remove what a build left", () -> {
            removal.run();
            return true;
        });
    }

    private static void parallel(ExecutorService threads, List<Runnable> tasks) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        tasks.forEach(task -> running.add(threads.submit(task)));
        InfrastructureFailure failure = null;
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                InfrastructureFailure next = e.getCause() instanceof InfrastructureFailure known
                        ? known
                        : new InfrastructureFailure("Could not remove what a build left", e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void removeContainer(Container container) {
        try {
            engine.calls()
                    .removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // Gone already.
        } catch (ConflictException e) {
            if (!EngineFailures.said(e).contains("already in progress")) {
                throw e;
            }
        }
    }

    private void removeVolume(String name) {
        try {
            engine.calls().removeVolumeCmd(name).exec();
        } catch (NotFoundException e) {
            // It went with its container.
        }
    }
}
