package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workflows.port.ExecutorActivities;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A step speaks with the workflow that runs it.
final class TemporalActivityLinkTest {

    @ActivityInterface
    public interface Printing {
        void print();
    }

    @WorkflowInterface
    public interface Building {
        @WorkflowMethod
        boolean build();

        @SignalMethod(name = ExecutorActivities.OUTPUT_FAILED)
        void outputFailed();
    }

    public static final class BuildingImpl implements Building {
        private boolean failing;

        @Override
        public boolean build() {
            ActivityOptions options = ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .build();
            Workflow.newActivityStub(Printing.class, options).print();
            return failing;
        }

        @Override
        public void outputFailed() {
            failing = true;
        }
    }

    @Test
    void aStepTellsItsBuildThatItsOutputFailed() {
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
            Worker worker = temporal.newWorker("builds");
            worker.registerWorkflowImplementationTypes(BuildingImpl.class);
            worker.registerActivitiesImplementations(
                    (Printing) () -> new TemporalActivityLink().running().outputFailed());
            temporal.start();

            Building building = temporal.getWorkflowClient()
                    .newWorkflowStub(
                            Building.class,
                            WorkflowOptions.newBuilder().setTaskQueue("builds").build());

            assertThat(building.build()).isTrue();
        }
    }
}
