package dev.sluice.workflows.gerrit;

import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.PortFailure;
import dev.sluice.workflows.shell.Runs;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;

/// One long activity at a time, begun again when it ends or when the tenants change.
///
/// Its attempts go on without end and without history, so that a run lasts until the tenants have changed many times.
public final class GerritListenerWorkflowImpl implements GerritListenerWorkflow {
    private static final Logger LOG = Workflow.getLogger(GerritListenerWorkflowImpl.class);
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1);
    private final ListenerInput input;
    private List<String> tenants;

    @WorkflowInit
    public GerritListenerWorkflowImpl(ListenerInput input) {
        this.input = input;
        tenants = List.copyOf(input.tenants());
    }

    @Override
    public void run(ListenerInput same) {
        while (!Runs.isLongEnough(input.timeouts())) {
            Workflow.await(() -> !tenants.isEmpty());
            follow(tenants);
        }
        Workflow.newContinueAsNewStub(GerritListenerWorkflow.class).run(current());
    }

    @Override
    public void tenants(List<String> names) {
        tenants = List.copyOf(names);
    }

    @Override
    public ListenerInput current() {
        return new ListenerInput(input.connection(), tenants, input.timeouts());
    }

    /// Follows the stream for these tenants until they are others or the activity ends.
    private void follow(List<String> heard) {
        GerritActivities gerrit = Workflow.newActivityStub(
                GerritActivities.class,
                new ActivityChoices(input.timeouts()).stream("Follow the events of " + input.connection()));
        List<String> ids = heard.stream().map(Ids::tenant).toList();
        StreamEnd stream = new StreamEnd();
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            Promise<Boolean> _ = Async.procedure(gerrit::streamEvents, input.connection(), ids)
                    .handle((ended, failure) -> stream.ended(failure));
        });
        scope.run();
        Workflow.await(() -> stream.over || !tenants.equals(heard));
        scope.cancel("the tenants changed");
        Workflow.await(() -> stream.over);
        if (stream.refused) {
            Workflow.sleep(PAUSE_AFTER_REFUSAL);
        }
    }

    private static final class StreamEnd {
        private boolean over;
        private boolean refused;

        boolean ended(RuntimeException failure) {
            over = true;
            if (failure instanceof ActivityFailure told && !(told.getCause() instanceof CanceledFailure)) {
                refused = true;
                LOG.error("events not followed: {}", PortFailure.of(told).message());
            }
            return true;
        }
    }
}
