package dev.sluice.activities.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Hands a download on as an upload, a few buffers at a time: memory stays constant whatever the layer's size.
/// Digest and size are checked on the way, and a wrong one ends the upload with an error, so that it is never finished.
final class Relay implements Flow.Publisher<ByteBuffer>, Flow.Subscriber<List<ByteBuffer>> {
    private final Flow.Publisher<List<ByteBuffer>> source;
    private final Descriptor blob;
    private final LongConsumer moved;
    private final MessageDigest hash;
    private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private long bytes;
    private boolean ended;
    private volatile boolean asked;
    private volatile boolean sourceDone;
    private volatile long lastMoved = System.nanoTime();
    private volatile @Nullable Throwable fault;
    private volatile @Nullable String mismatch;
    private volatile Flow.@Nullable Subscription upstream;
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> downstream;

    /// @param moved told how many more bytes went through
    Relay(Flow.Publisher<List<ByteBuffer>> source, Descriptor blob, LongConsumer moved) {
        this.source = source;
        this.blob = blob;
        this.moved = moved;
        this.hash = Digest.hasher(blob.digest().algorithm());
    }

    long nanosSinceProgress() {
        return System.nanoTime() - lastMoved;
    }

    /// What the content was instead of what it should be.
    Optional<String> mismatch() {
        return Optional.ofNullable(mismatch);
    }

    Optional<Throwable> sourceFault() {
        return Optional.ofNullable(fault);
    }

    /// Lets go of the download, whether or not the upload ever began.
    void abandon() {
        if (subscriptions.getAndIncrement() == 0) {
            ended = true;
            source.subscribe(this);
        }
        Flow.Subscription open = upstream;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (subscriptions.getAndIncrement() != 0) {
            subscriber.onSubscribe(new Demand());
            subscriber.onError(new IOException("a transfer cannot be sent twice"));
            return;
        }
        downstream = subscriber;
        lastMoved = System.nanoTime();
        subscriber.onSubscribe(new Demand());
        source.subscribe(this);
    }

    private final class Demand implements Flow.Subscription {
        @Override
        public void request(long n) {
            demand.updateAndGet(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
            turn();
        }

        @Override
        public void cancel() {
            Flow.Subscription open = upstream;
            if (open != null) {
                open.cancel();
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        if (downstream == null) {
            subscription.cancel();
        } else {
            turn();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.addAll(buffers);
        asked = false;
        turn();
    }

    @Override
    public void onError(Throwable error) {
        fault = error;
        sourceDone = true;
        turn();
    }

    @Override
    public void onComplete() {
        sourceDone = true;
        turn();
    }

    /// One thread at a time does the work of all who ask for a turn: subscribers must not be called concurrently.
    private void turn() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int served = 1;
        do {
            pump();
            served = turns.addAndGet(-served);
        } while (served != 0);
    }

    private void pump() {
        Flow.Subscriber<? super ByteBuffer> to = downstream;
        if (to == null || ended) {
            arrived.clear();
            return;
        }
        while (demand.get() > 0) {
            ByteBuffer next = arrived.poll();
            if (next == null) {
                break;
            }
            int size = next.remaining();
            if (size == 0) {
                continue;
            }
            hash.update(next.duplicate());
            bytes += size;
            lastMoved = System.nanoTime();
            moved.accept(size);
            if (bytes > blob.size()) {
                break;
            }
            demand.decrementAndGet();
            to.onNext(next);
        }
        if (bytes > blob.size()) {
            end(to, "more than the " + blob.size() + " bytes that its manifest gives");
        } else if (arrived.isEmpty() && sourceDone) {
            finish(to);
        } else if (arrived.isEmpty() && demand.get() > 0 && !asked) {
            Flow.Subscription from = upstream;
            if (from != null) {
                asked = true;
                from.request(1);
            }
        }
    }

    private void finish(Flow.Subscriber<? super ByteBuffer> to) {
        Throwable broken = fault;
        if (broken != null) {
            ended = true;
            to.onError(broken);
            return;
        }
        if (bytes != blob.size()) {
            end(to, bytes + " bytes instead of the " + blob.size() + " that its manifest gives");
            return;
        }
        Digest found = Digest.ended(blob.digest().algorithm(), hash.digest());
        if (!found.equals(blob.digest())) {
            end(to, "content with digest " + found);
            return;
        }
        ended = true;
        to.onComplete();
    }

    private void end(Flow.Subscriber<? super ByteBuffer> to, String found) {
        mismatch = found;
        ended = true;
        Flow.Subscription from = upstream;
        if (from != null) {
            from.cancel();
        }
        to.onError(new IOException("wrong content"));
    }
}
