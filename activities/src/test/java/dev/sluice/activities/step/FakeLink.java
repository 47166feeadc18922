package dev.sluice.activities.step;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// An activity that a test can cancel, retry or reset.
final class FakeLink implements ActivityLink {
    final AtomicInteger beats = new AtomicInteger();
    final AtomicReference<Optional<RuntimeException>> cancelled = new AtomicReference<>(Optional.empty());
    final AtomicInteger failures = new AtomicInteger();
    private int execution;

    /// The next step is another activity.
    void next() {
        execution++;
    }

    @Override
    public Running running() {
        String id = "activity-" + execution;
        return new Running() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void beat(String detail) {
                beats.incrementAndGet();
                cancelled.get().ifPresent(why -> {
                    throw why;
                });
            }

            @Override
            public void outputFailed() {
                failures.incrementAndGet();
            }
        };
    }
}
