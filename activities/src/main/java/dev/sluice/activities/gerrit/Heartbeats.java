package dev.sluice.activities.gerrit;

import io.temporal.activity.ActivityExecutionContext;

/// Tells Temporal how far the stream came: at once when the state changed, else every other second. The call throws
/// when
/// the activity is cancelled, which ends it.
final class Heartbeats {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final ActivityExecutionContext context;
    private String state = "";
    private long last;

    Heartbeats(ActivityExecutionContext context) {
        this.context = context;
    }

    void beat(StreamPosition position) {
        boolean changed = !position.state().equals(state);
        if (changed || System.nanoTime() - last > EVERY_NANOS) {
            context.heartbeat(position);
            state = position.state();
            last = System.nanoTime();
        }
    }
}
