package dev.sluice.workflows.build;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/// Stops a playbook when its time is up; while something is parked, the clock stands still.
final class TimeLimit {
    private final long limitMillis;
    private final Parking parking;
    private final long startedAt = Workflow.currentTimeMillis();
    private final long parkedBefore;
    private boolean expired;

    /// @param limitMillis 0 for none
    TimeLimit(long limitMillis, Parking parking) {
        this.limitMillis = limitMillis;
        this.parking = parking;
        this.parkedBefore = parking.parkedMillis();
    }

    /// Runs `steps`, and cancels it when the time is up.
    void within(CancellationScope steps) {
        CancellationScope watch = Workflow.newCancellationScope(() -> {
            Promise<Void> _ = Async.procedure(this::watch, steps);
        });
        if (limitMillis > 0) {
            watch.run();
        }
        try {
            steps.run();
        } finally {
            watch.cancel();
        }
    }

    boolean expired() {
        return expired;
    }

    long usedMillis() {
        return Workflow.currentTimeMillis() - startedAt - (parking.parkedMillis() - parkedBefore);
    }

    /// Whole seconds left, at least 1; 0 without a limit.
    long leftSeconds() {
        return limitMillis == 0 ? 0 : Math.max(1, (limitMillis - usedMillis() + 999) / 1000);
    }

    private void watch(CancellationScope steps) {
        TimerOptions named = TimerOptions.newBuilder().setSummary("time limit").build();
        try {
            for (long left = limitMillis; left > 0; left = limitMillis - usedMillis()) {
                Workflow.newTimer(Duration.ofMillis(left), named).get();
                Workflow.await(parking::isEmpty);
            }
            expired = true;
            steps.cancel("time limit");
        } catch (CanceledFailure inTime) {
            expired = false;
        }
    }
}
