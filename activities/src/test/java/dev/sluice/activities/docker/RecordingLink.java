package dev.sluice.activities.docker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stands for Temporal: remembers heartbeats and ends, and can cancel.
final class RecordingLink implements ActivityLink {
    final AtomicBoolean cancelled = new AtomicBoolean();
    final List<String> beats = new CopyOnWriteArrayList<>();
    final CountDownLatch firstLeaseBeat = new CountDownLatch(1);
    final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    final CompletableFuture<Boolean> cancellation = new CompletableFuture<>();

    @Override
    public void beat(String detail) {
        beats.add(detail);
        if (cancelled.get()) {
            throw new IllegalStateException("cancelled");
        }
    }

    @Override
    public Lease detach() {
        return new Lease() {
            @Override
            public boolean beat(String detail) {
                firstLeaseBeat.countDown();
                return !cancelled.get();
            }

            @Override
            public void fail(RuntimeException reason) {
                failure.complete(reason);
            }

            @Override
            public void cancelled() {
                cancellation.complete(true);
            }
        };
    }
}
