package dev.sluice.activities.docker;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Activities run by a Temporal worker.
public final class TemporalActivityLink implements ActivityLink {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalActivityLink.class);

    private final ActivityCompletionClient completions;

    public TemporalActivityLink(ActivityCompletionClient completions) {
        this.completions = completions;
    }

    @Override
    public void beat(String detail) {
        Activity.getExecutionContext().heartbeat(detail);
    }

    @Override
    public Lease detach() {
        ActivityExecutionContext context = Activity.getExecutionContext();
        context.doNotCompleteOnReturn();
        return new DetachedActivity(completions, context.getTaskToken());
    }

    private static final class DetachedActivity implements Lease {
        private final ActivityCompletionClient completions;
        private final byte[] token;

        DetachedActivity(ActivityCompletionClient completions, byte[] token) {
            this.completions = completions;
            this.token = token;
        }

        @Override
        public boolean beat(String detail) {
            try {
                completions.heartbeat(token, detail);
                return true;
            } catch (ActivityCompletionFailureException e) {
                // The server is out of reach for now; if it stays so, the heartbeat timeout speaks.
                LOG.warn("could not tell Temporal that nodes are alive: {}", e.getMessage());
                return true;
            } catch (ActivityCompletionException e) {
                return false;
            }
        }

        @Override
        public void fail(RuntimeException failure) {
            settle(() -> completions.completeExceptionally(token, failure));
        }

        @Override
        public void cancelled() {
            settle(() -> completions.reportCancellation(token, "released"));
        }

        /// An activity that the server forgot meanwhile needs no end.
        private static void settle(Runnable end) {
            try {
                end.run();
            } catch (ActivityCompletionException e) {
                LOG.debug("an activity had ended before: {}", e.getMessage());
            }
        }
    }
}
