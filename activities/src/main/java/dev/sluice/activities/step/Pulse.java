package dev.sluice.activities.step;

import dev.sluice.activities.step.ActivityLink.Running;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Heartbeats beside a piece of work; a cancelled activity interrupts it.
final class Pulse {
    private final Running running;
    private final Duration interval;
    private volatile String detail = "";
    private final AtomicReference<@Nullable RuntimeException> cancelled = new AtomicReference<>();

    Pulse(Running running, Duration interval) {
        this.running = running;
        this.interval = interval;
    }

    /// @throws RuntimeException the link's own, when the activity was cancelled
    <T> T during(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        Thread beats = Thread.ofVirtual().name("step-heartbeats").start(() -> beat(worker));
        try {
            return work.call();
        } catch (InterruptedException e) {
            RuntimeException why = cancelled.get();
            if (why != null) {
                throw why;
            }
            throw e;
        } finally {
            beats.interrupt();
            // A late cancellation interrupts this thread, which must not reach whatever it does next.
            while (beats.isAlive()) {
                settle(beats);
            }
            if (cancelled.get() != null) {
                Thread.interrupted();
            }
        }
    }

    private static void settle(Thread beats) {
        boolean interrupted = Thread.interrupted();
        try {
            beats.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the next heartbeat says; throws at once when the activity was cancelled.
    void tell(String text) {
        detail = text;
        RuntimeException why = cancelled.get();
        if (why != null) {
            throw why;
        }
    }

    private void beat(Thread worker) {
        try {
            while (true) {
                running.beat(detail);
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            cancelled.set(e);
            worker.interrupt();
        }
    }
}
