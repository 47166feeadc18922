package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.event.TriggerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// An [EventPump] at work in a thread of its own, with what it handed on.
final class Pumping implements AutoCloseable {
    private static final EventPump.Timing QUICK =
            new EventPump.Timing(Duration.ofMillis(100), Duration.ofMillis(400), 30, Duration.ofMillis(800));

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final List<TriggerEvent> events = new CopyOnWriteArrayList<>();
    private final List<StreamPosition> positions = new CopyOnWriteArrayList<>();
    final AtomicInteger begun = new AtomicInteger();
    private final Object changed = new Object();
    private final Thread thread;
    private volatile boolean stopping;

    Pumping(GerritConnection connection, List<String> watched, StreamPosition from) {
        EventPump pump = new EventPump(
                new GerritRest(connection),
                () -> watched,
                begun::incrementAndGet,
                this::take,
                this::progress,
                from,
                QUICK);
        thread = Thread.ofPlatform().start(() -> {
            try {
                pump.run();
            } catch (Stop | InterruptedException e) {
                // Asked for by close.
            }
        });
    }

    private void take(TriggerEvent event) {
        events.add(event);
        signal();
    }

    private void progress(StreamPosition position) {
        positions.add(position);
        signal();
        if (stopping) {
            throw new Stop();
        }
    }

    private void signal() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        synchronized (changed) {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                assertThat(left)
                        .as("waiting for %s; events %s", what, keys(event -> true))
                        .isPositive();
                changed.wait(left);
            }
        }
    }

    void awaitState(String prefix) throws InterruptedException {
        await(prefix, () -> position().state().startsWith(prefix));
    }

    void awaitKey(String prefix) throws InterruptedException {
        await(prefix, () -> events.stream().anyMatch(event -> event.key().startsWith(prefix)));
    }

    StreamPosition position() {
        return positions.isEmpty() ? StreamPosition.NONE : positions.getLast();
    }

    List<TriggerEvent> events() {
        return new ArrayList<>(events);
    }

    List<String> keys(Predicate<TriggerEvent> which) {
        return events.stream().filter(which).map(TriggerEvent::key).toList();
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(20));
        assertThat(thread.isAlive()).as("the pump stops when told").isFalse();
    }
}
