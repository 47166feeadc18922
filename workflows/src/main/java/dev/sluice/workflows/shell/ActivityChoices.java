package dev.sluice.workflows.shell;

import dev.sluice.workflows.ActivityTypes;
import dev.sluice.workflows.port.FailureKind;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/// How each port is called: timeouts, retries, cancellation. The only place that knows.
public final class ActivityChoices {
    private static final Duration LONGEST_STEP = Duration.ofDays(7);
    private static final Duration LONGEST_MAIL = Duration.ofDays(4);
    private static final Duration LONGEST_LEASE = Duration.ofDays(365);
    private static final Duration SLOW_CALL = Duration.ofMinutes(30);
    private static final Duration QUICK_CALL = Duration.ofMinutes(2);
    private static final int HOLD_ATTEMPTS = 3;

    private final Timeouts timeouts;

    public ActivityChoices(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /// Loading, routing and preparing: tried until it works, since nobody else would bring the event again.
    public ActivityOptions tenant(String summary) {
        return common(summary, SLOW_CALL).setRetryOptions(endless()).build();
    }

    /// The history store: tried until it works; its writes are idempotent.
    public ActivityOptions history(String summary) {
        return common(summary, QUICK_CALL).setRetryOptions(endless()).build();
    }

    /// Reviews: tried until Gerrit takes or refuses them; a review has a key against doubles.
    public ActivityOptions report(String summary) {
        return common(summary, QUICK_CALL).setRetryOptions(endless()).build();
    }

    /// Comparing what landed: nobody waits for it, so it is not tried for ever.
    public ActivityOptions landing(String summary) {
        return common(summary, SLOW_CALL)
                .setRetryOptions(limited(timeouts.attempts()))
                .build();
    }

    /// Mails: tried for four days, as mail servers do among themselves (RFC 5321, 4.5.4.1).
    public ActivityOptions mail(String summary) {
        return common(summary, QUICK_CALL)
                .setScheduleToCloseTimeout(LONGEST_MAIL)
                .setRetryOptions(endless())
                .build();
    }

    /// The event stream: one activity for as long as the tenants stay the same. It waits for its server by itself, so
    /// that
    /// a failed attempt only means that its worker went away, and the next begins at once however many there were.
    public ActivityOptions stream(String summary) {
        return common(summary, LONGEST_LEASE)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(retries().setBackoffCoefficient(1).build())
                .build();
    }

    /// Opening a workspace, on the queue that hosts with a free place read; parked when its attempts are used up.
    public ActivityOptions openWorkspace(String summary, Turn turn) {
        return common(summary, SLOW_CALL)
                .setPriority(turn.asPriority())
                .setTaskQueue(ActivityTypes.placesQueue(Workflow.getInfo().getTaskQueue()))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(limited(timeouts.attempts()))
                .build();
    }

    /// Provisioning, on the host; parked when its attempts are used up.
    public ActivityOptions provision(String host, String summary) {
        return onHost(host, summary, SLOW_CALL)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(limited(timeouts.attempts()))
                .build();
    }

    /// A lease: a missed heartbeat is tried again on the same host; a host that does not answer then is lost.
    public ActivityOptions hold(String host, String summary) {
        return onHost(host, summary, LONGEST_LEASE)
                .setCancellationType(ActivityCancellationType.TRY_CANCEL)
                .setRetryOptions(limited(HOLD_ATTEMPTS))
                .build();
    }

    /// A step, on the host. Its heartbeats are also how it learns that it must stop.
    public ActivityOptions step(String host, String summary) {
        return onHost(host, summary, LONGEST_STEP)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(limited(timeouts.attempts()))
                .build();
    }

    /// Small calls around the steps: what a build returned, a line in its log.
    public ActivityOptions small(String host, String summary) {
        return onHost(host, summary, QUICK_CALL)
                .setRetryOptions(limited(timeouts.attempts()))
                .build();
    }

    /// Giving back nodes and workspace; what a host could not give back, its janitor removes.
    public ActivityOptions giveBack(String host, String summary) {
        return onHost(host, summary, SLOW_CALL)
                .setRetryOptions(limited(timeouts.attempts()))
                .build();
    }

    /// Everything must beat: that its worker died is known by nothing else.
    private ActivityOptions.Builder common(String summary, Duration startToClose) {
        return ActivityOptions.newBuilder()
                .setSummary(Labels.summary(summary))
                .setStartToCloseTimeout(startToClose)
                .setHeartbeatTimeout(Duration.ofSeconds(timeouts.heartbeatSeconds()))
                .setCancellationType(ActivityCancellationType.TRY_CANCEL);
    }

    private ActivityOptions.Builder onHost(String host, String summary, Duration startToClose) {
        return common(summary, startToClose)
                .setTaskQueue(host)
                .setScheduleToStartTimeout(Duration.ofSeconds(timeouts.hostSilentSeconds()));
    }

    private RetryOptions endless() {
        return retries().build();
    }

    private RetryOptions limited(int attempts) {
        return retries().setMaximumAttempts(attempts).build();
    }

    private RetryOptions.Builder retries() {
        return RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(timeouts.firstBackoffMillis()))
                .setMaximumInterval(Duration.ofMillis(timeouts.maxBackoffMillis()))
                .setBackoffCoefficient(2)
                .setDoNotRetry(FailureKind.USER.name(), FailureKind.CONFIG.name(), FailureKind.BUG.name());
    }
}
