package dev.sluice.activities.registry;

import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Brings the blobs of one image to their target, several at a time.
final class BlobTransfers {
    private final Flights flights;
    private final Semaphore lanes;
    private final Image from;
    private final Image to;
    private final AtomicInteger uploaded = new AtomicInteger();
    private final AtomicInteger mounted = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicLong moved = new AtomicLong();

    BlobTransfers(Flights flights, Semaphore lanes, Image from, Image to) {
        this.flights = flights;
        this.lanes = lanes;
        this.from = from;
        this.to = to;
    }

    CopyReport run(List<Descriptor> blobs, Digest image, Consumer<String> progress)
            throws RegistryRefusal, InterruptedException {
        long total = blobs.stream().mapToLong(Descriptor::size).sum();
        BlockingQueue<Future<?>> ended = new LinkedBlockingQueue<>();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Descriptor blob : blobs) {
                    CompletableFuture<Boolean> done = new CompletableFuture<>();
                    running.add(threads.submit(() -> {
                        try {
                            inALane(blob);
                            done.complete(true);
                        } catch (RegistryRefusal | InterruptedException | RuntimeException | Error failed) {
                            done.completeExceptionally(failed);
                        } finally {
                            ended.add(done);
                        }
                    }));
                }
                for (int left = blobs.size(); left > 0; ) {
                    Future<?> done = ended.poll(500, TimeUnit.MILLISECONDS);
                    progress.accept("copied " + (blobs.size() - left) + " of " + blobs.size() + " layers, " + moved
                            + " of " + total + " bytes of " + to);
                    if (done != null) {
                        rethrow(done);
                        left--;
                    }
                }
            } finally {
                running.forEach(one -> one.cancel(true));
            }
        }
        return new CopyReport(image, uploaded.get(), mounted.get(), present.get(), moved.get());
    }

    private static void rethrow(Future<?> done) throws RegistryRefusal, InterruptedException {
        try {
            done.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RegistryRefusal refusal -> throw refusal;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }

    private void inALane(Descriptor blob) throws RegistryRefusal, InterruptedException {
        lanes.acquire();
        try {
            boolean[] wrongOnce = new boolean[1];
            to.registry().restarting("copy layer " + blob.digest() + " of '" + from + "' to '" + to + "'", () -> {
                flights.alone(to.registry().endpoint().origin(), blob.digest(), () -> bring(blob, wrongOnce));
                return true;
            });
        } finally {
            lanes.release();
        }
    }

    private boolean bring(Descriptor blob, boolean[] wrongOnce)
            throws RegistryRefusal, BrokenTransfer, InterruptedException {
        String registry = to.registry().endpoint().origin();
        if (to.registry().hasBlob(to.repository(), blob)) {
            present.incrementAndGet();
        } else {
            switch (begin(blob, registry)) {
                case BlobCalls.Begun.Mounted _ -> mounted.incrementAndGet();
                case BlobCalls.Begun.Upload upload -> {
                    stream(blob, upload, wrongOnce);
                    uploaded.incrementAndGet();
                }
            }
        }
        flights.saw(registry, blob.digest(), to.repository());
        return true;
    }

    private BlobCalls.Begun begin(Descriptor blob, String registry) throws RegistryRefusal, InterruptedException {
        Optional<String> elsewhere = registry.equals(from.registry().endpoint().origin())
                ? Optional.of(from.repository())
                : flights.seenIn(registry, blob.digest());
        Optional<String> mountable = elsewhere.filter(repository -> !repository.equals(to.repository()));
        if (mountable.isPresent()) {
            try {
                return to.registry().startUpload(to.repository(), blob.digest(), mountable);
            } catch (NotPermitted _) {
                // May push here but not read there: an ordinary upload remains.
            }
        }
        return to.registry().startUpload(to.repository(), blob.digest(), Optional.empty());
    }

    private void stream(Descriptor blob, BlobCalls.Begun.Upload upload, boolean[] wrongOnce)
            throws RegistryRefusal, BrokenTransfer, InterruptedException {
        boolean finished = false;
        try {
            Relay relay = new Relay(from.registry().openBlob(from.repository(), blob), blob, moved::addAndGet);
            try {
                to.registry().finishUpload(to.repository(), blob, upload.location(), relay);
                finished = true;
            } catch (BrokenTransfer broken) {
                if (relay.mismatch().isPresent() && wrongOnce[0]) {
                    throw new DigestMismatch("Layer " + blob.digest() + " of '" + from + "' arrived as "
                            + relay.mismatch().get() + ", twice: it is damaged in that registry. Build the image"
                            + " again.");
                }
                wrongOnce[0] |= relay.mismatch().isPresent();
                throw relay.sourceFault()
                        .map(fault -> new BrokenTransfer(
                                "'" + from.registry().endpoint().name() + "' broke off while it sent: "
                                        + Fault.of(fault).what()))
                        .orElse(broken);
            } finally {
                relay.abandon();
            }
        } finally {
            if (!finished) {
                to.registry().cancelUpload(to.repository(), upload.location());
            }
        }
    }
}
