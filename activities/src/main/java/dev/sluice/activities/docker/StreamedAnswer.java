package dev.sluice.activities.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An answer that the engine gives bit by bit.
///
/// The library's own callback hangs up when one wait for its end is over, and writes a stack trace for each failure;
/// this one does neither.
abstract class StreamedAnswer<T> extends ResultCallback.Adapter<T> {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public abstract void onNext(T part);

    @Override
    public void onError(Throwable thrown) {
        if (ended.getCount() > 0) {
            failure.compareAndSet(null, thrown);
            ended.countDown();
        }
    }

    @Override
    public void onComplete() {
        ended.countDown();
        super.onComplete();
    }

    /// Waits for the end, and throws what went wrong.
    void await() throws InterruptedException {
        ended.await();
        throwFailure();
    }

    /// Waits for the end, and throws what went wrong.
    ///
    /// @return false when the time was over first; the answer goes on
    boolean await(Duration patience) throws InterruptedException {
        boolean over = ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (over) {
            throwFailure();
        }
        return over;
    }

    private void throwFailure() {
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    /// Hangs up; what the transport then complains of is not a failure.
    @Override
    public void close() {
        ended.countDown();
        try {
            super.close();
        } catch (IOException e) {
            throw new IllegalStateException("an answer of the engine could not be closed", e);
        }
    }
}
