package dev.sluice.worker.wiring;

import dev.sluice.activities.docker.Janitor;
import dev.sluice.activities.docker.Leftovers;
import dev.sluice.activities.step.Places;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the janitor round: at start, for what a dead worker left, and every few minutes.
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long MINUTES = 5;

    private final Janitor janitor;
    private final OpenBuilds open;
    private final Places places;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-janitor").factory());

    Sweeper(Janitor janitor, OpenBuilds open, Places places) {
        this.janitor = janitor;
        this.open = open;
        this.places = places;
    }

    void start() {
        var _ = clock.scheduleWithFixedDelay(this::sweep, 0, MINUTES, TimeUnit.MINUTES);
    }

    private void sweep() {
        try {
            Leftovers.Count removed = janitor.sweep(open::isOpen);
            if (removed.total() > 0) {
                LOG.info("removed what dead builds left: {}", removed);
                places.changed();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException later) {
            LOG.warn("the janitor could not sweep, and will try again: {}", later.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
