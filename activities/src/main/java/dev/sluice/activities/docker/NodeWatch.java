package dev.sluice.activities.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.docker.ActivityLink.Lease;
import dev.sluice.workflows.port.FailureKind;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands for all leases of this host: one thread, one question to the engine and one heartbeat for each per turn.
///
/// The engine's events make a turn come at once when a container dies; the turns alone would find it too.
public final class NodeWatch implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

    /// So many turns in a row without an answer of the engine, and its nodes are taken for dead.
    private static final int SILENT_TURNS = 6;

    /// So many turns a lease may outlive its nodes; a workflow that never cancels it is told then.
    private static final int RELEASED_TURNS = 12;

    private static final int NO_LIMIT = -1;

    private final EngineClient engine;
    private final Map<String, Held> leases = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-node-watch").factory());
    private final ExecutorService beats = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile @Nullable Closeable events;
    private final AtomicLong numbers = new AtomicLong();
    private int silent;

    public NodeWatch(EngineClient engine, Duration turn) {
        this.engine = engine;
        var _ = clock.scheduleWithFixedDelay(
                this::guardedTurn, turn.toMillis(), turn.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// @param number tells this lease from a later one of the same build
    /// @param containers that must all run
    /// @param turnsLeft until it fails although its containers run
    private record Held(long number, String build, List<String> containers, Lease lease, int turnsLeft) {
        Held afterTurn() {
            return turnsLeft == NO_LIMIT ? this : new Held(number, build, containers, lease, turnsLeft - 1);
        }
    }

    /// From now on the lease beats while the containers run, and fails when one of them does not.
    void hold(String build, List<String> containers, Lease lease) {
        leases.put(build, new Held(numbers.incrementAndGet(), build, containers, lease, NO_LIMIT));
        soon();
    }

    /// The build's nodes are being removed on purpose: the lease goes on until its cancellation arrives, which is
    /// usually at once.
    void release(String build) {
        leases.computeIfPresent(
                build, (id, held) -> new Held(held.number(), id, List.of(), held.lease(), RELEASED_TURNS));
        soon();
    }

    int held() {
        return leases.size();
    }

    private void soon() {
        try {
            clock.execute(this::guardedTurn);
        } catch (RejectedExecutionException e) {
            LOG.debug("a container died while the worker stops");
        }
    }

    private void guardedTurn() {
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.error("the watch over nodes failed; it goes on with its next turn", e);
        }
    }

    private void turn() {
        if (leases.isEmpty()) {
            silent = 0;
            return;
        }
        Set<String> running;
        try {
            listen();
            running = running();
            silent = 0;
        } catch (InfrastructureFailure e) {
            silent++;
            LOG.warn("nodes cannot be watched: {}", e.getMessage());
            if (silent >= SILENT_TURNS) {
                List.copyOf(leases.values()).forEach(held -> fail(held, EngineFailures.message(e)));
            } else {
                leases.values().forEach(held -> beats.execute(() -> beat(held)));
            }
            return;
        }
        for (Held held : List.copyOf(leases.values())) {
            if (!running.containsAll(held.containers())) {
                fail(held, "A node of build '" + held.build() + "' stopped before its time. [NODE-GONE]");
            } else if (held.turnsLeft() == 0) {
                fail(held, "The nodes of build '" + held.build() + "' were released. [NODE-RELEASED]");
            } else {
                Held next = held.afterTurn();
                leases.replace(held.build(), held, next);
                beats.execute(() -> beat(next));
            }
        }
    }

    private Set<String> running() {
        return EngineFailures.call(
                        engine.settings(),
                        "see which nodes run",
                        () -> engine.calls()
                                .listContainersCmd()
                                .withLabelFilter(ResourceLabels.ofInstance(
                                        engine.settings().instance()))
                                .withStatusFilter(List.of("running"))
                                .exec())
                .stream()
                .map(Container::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void beat(Held held) {
        if (!held.lease().beat(held.containers().size() + " nodes run")) {
            leases.computeIfPresent(held.build(), (build, now) -> now.number() == held.number() ? null : now);
            held.lease().cancelled();
        }
    }

    private void fail(Held held, String reason) {
        if (leases.remove(held.build(), held)) {
            beats.execute(() -> held.lease().fail(FailureKind.DEPENDENCY.failure(reason, null)));
        }
    }

    private void listen() {
        if (!listening.compareAndSet(false, true)) {
            return;
        }
        try {
            events = engine.streams()
                    .eventsCmd()
                    .withEventTypeFilter("container")
                    .withEventFilter("die")
                    .withLabelFilter(ResourceLabels.ofInstance(engine.settings().instance()))
                    .exec(new Deaths());
        } catch (RuntimeException e) {
            listening.set(false);
            throw EngineFailures.explain(engine.settings(), "listen to events", e);
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        beats.close();
        Closeable open = events;
        if (open != null) {
            open.close();
        }
    }

    /// Ends with the engine; the next turn listens again.
    private final class Deaths extends StreamedAnswer<Event> {
        @Override
        public void onNext(Event event) {
            soon();
        }

        @Override
        public void onError(Throwable failure) {
            listening.set(false);
            super.onError(failure);
        }

        @Override
        public void onComplete() {
            listening.set(false);
            super.onComplete();
        }
    }
}
