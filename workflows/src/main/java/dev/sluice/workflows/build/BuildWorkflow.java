package dev.sluice.workflows.build;

import dev.sluice.workflows.port.ExecutorActivities;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// One try of a job, from nodes to clean-up. Id `build/<uuid>`; child of its buildset.
@WorkflowInterface
public interface BuildWorkflow {

    @WorkflowMethod
    BuildOutcome run(BuildInput input);

    /// All dependents of a paused build have results (D5).
    @SignalMethod
    void resume();

    /// What a step prints says that the build fails, though the step still runs (C47).
    @SignalMethod(name = ExecutorActivities.OUTPUT_FAILED)
    void outputFailed();

    /// Stop, clean up, give everything back.
    @SignalMethod
    void cancel(String reason);

    /// Runs a parked step again; steps before it do not run again.
    ///
    /// @param step empty for all that is parked
    /// @return what runs again, for people
    @UpdateMethod
    String rerun(String step);

    @UpdateValidatorMethod(updateName = "rerun")
    void checkRerun(String step);

    @QueryMethod
    BuildView view();
}
