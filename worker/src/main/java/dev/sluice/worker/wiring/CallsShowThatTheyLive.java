package dev.sluice.worker.wiring;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Heartbeats for activities that end by themselves, such as preparing an item: when the worker dies under one, another
/// takes it over after the heartbeat timeout and not after the half hour that the call may take. What runs for as long
/// as a build or a site does (a step, a lease, the event stream) beats by itself, and only while it gets on.
final class CallsShowThatTheyLive extends WorkerInterceptorBase implements AutoCloseable {
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-heartbeats").daemon().factory());

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Call(next);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private final class Call extends ActivityInboundCallsInterceptorBase {
        private @Nullable Beats beats;

        Call(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            beats = new Beats(context);
            super.init(beats);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            ActivityExecutionContext context = Objects.requireNonNull(beats);
            Duration silent = context.getInfo().getHeartbeatTimeout();
            if (silent.isZero() || context.getInfo().getStartToCloseTimeout().compareTo(LONGEST_CALL) > 0) {
                return super.execute(input);
            }
            long every = silent.dividedBy(3).toMillis();
            ScheduledFuture<?> running = clock.scheduleAtFixedRate(beats::repeat, every, every, TimeUnit.MILLISECONDS);
            try {
                return super.execute(input);
            } finally {
                running.cancel(false);
            }
        }
    }

    /// Beats with what the activity said last, in this attempt or the one before: a retry reads it.
    private static final class Beats extends ActivityExecutionContextBase {
        private @Nullable Object details;

        Beats(ActivityExecutionContext context) {
            super(context);
            details = context.getHeartbeatDetails(Object.class).orElse(null);
        }

        @Override
        public synchronized <V> void heartbeat(V said) throws ActivityCompletionException {
            details = said;
            super.heartbeat(said);
        }

        /// An attempt that is over beats no more.
        synchronized void repeat() {
            super.heartbeat(details);
        }
    }
}
