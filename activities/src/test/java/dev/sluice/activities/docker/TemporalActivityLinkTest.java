package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.docker.ActivityLink.Lease;
import dev.sluice.workflows.port.FailureKind;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TemporalActivityLinkTest {
    private final BlockingQueue<Lease> leases = new ArrayBlockingQueue<>(1);
    private TestWorkflowEnvironment temporal;
    private WorkflowStub workflow;

    @BeforeEach
    void start() throws InterruptedException {
        temporal = TestWorkflowEnvironment.newInstance();
        WorkflowClient client = temporal.getWorkflowClient();
        var link = new TemporalActivityLink(client.newActivityCompletionClient());
        Worker worker = temporal.newWorker("host");
        worker.registerWorkflowImplementationTypes(HoldingImpl.class);
        worker.registerActivitiesImplementations((Held) () -> leases.add(link.detach()));
        temporal.start();
        workflow = client.newUntypedWorkflowStub(
                "Holding", WorkflowOptions.newBuilder().setTaskQueue("host").build());
        workflow.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    @Timeout(60)
    void goesOnAfterItsMethodReturnedAndEndsWhenCancelled() throws Exception {
        Lease lease = leases.poll(10, TimeUnit.SECONDS);
        assertThat(lease.beat("alive")).isTrue();
        workflow.cancel();
        while (lease.beat("alive")) {
            Thread.onSpinWait();
        }
        lease.cancelled();
        assertThatThrownBy(() -> workflow.getResult(10, TimeUnit.SECONDS, Void.class))
                .isInstanceOfSatisfying(
                        WorkflowFailedException.class,
                        failure -> assertThat(failure).hasRootCauseInstanceOf(CanceledFailure.class));
    }

    @Test
    void failsWithTheKindItWasGiven() throws Exception {
        Lease lease = leases.poll(10, TimeUnit.SECONDS);
        lease.fail(FailureKind.DEPENDENCY.failure("a node is gone", null));
        assertThatThrownBy(() -> workflow.getResult(10, TimeUnit.SECONDS, Void.class))
                .isInstanceOfSatisfying(WorkflowFailedException.class, failure -> {
                    assertThat(failure.getCause()).isInstanceOf(ActivityFailure.class);
                    assertThat(failure.getCause().getCause())
                            .isInstanceOfSatisfying(ApplicationFailure.class, cause -> {
                                assertThat(cause.getType()).isEqualTo(FailureKind.DEPENDENCY.name());
                                assertThat(cause.getOriginalMessage()).isEqualTo("a node is gone");
                            });
                });
        assertThat(lease.beat("too late")).isFalse();
        lease.cancelled();
    }

    /// The activity that is held.
    @ActivityInterface(namePrefix = "Held")
    public interface Held {
        void hold();
    }

    /// Holds it.
    @WorkflowInterface
    public interface Holding {
        @WorkflowMethod
        void run();
    }

    /// Waits for the activity's real end.
    public static final class HoldingImpl implements Holding {
        @Override
        public void run() {
            Workflow.newActivityStub(
                            Held.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofHours(1))
                                    .setHeartbeatTimeout(Duration.ofMinutes(10))
                                    .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                                    .setRetryOptions(RetryOptions.newBuilder()
                                            .setMaximumAttempts(1)
                                            .build())
                                    .build())
                    .hold();
        }
    }
}
