package dev.sluice.workflows.semaphore;

import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Runs;
import dev.sluice.workflows.shell.Signals;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/// First come, first served.
public final class SemaphoreWorkflowImpl implements SemaphoreWorkflow {
    private final SemaphoreInput input;
    private final List<Holder> holders;
    private final List<Holder> waiters;
    private int maximum;

    @WorkflowInit
    public SemaphoreWorkflowImpl(SemaphoreInput input) {
        this.input = input;
        maximum = input.maximum();
        holders = new ArrayList<>(input.holders());
        waiters = new ArrayList<>(input.waiters());
    }

    @Override
    public void run(SemaphoreInput same) {
        while (!Runs.isLongEnough(input.timeouts())) {
            Workflow.await(() -> canGrant() || Runs.isLongEnough(input.timeouts()));
            while (canGrant()) {
                grant(waiters.removeFirst());
            }
        }
        Workflow.newContinueAsNewStub(SemaphoreWorkflow.class)
                .run(new SemaphoreInput(input.tenant(), input.name(), maximum, holders, waiters, input.timeouts()));
    }

    @Override
    public void acquire(Holder holder, int configured) {
        maximum = configured;
        if (!holders.contains(holder) && !waiters.contains(holder)) {
            waiters.add(holder);
        }
    }

    @Override
    public void release(Holder holder) {
        holders.remove(holder);
        waiters.remove(holder);
    }

    @Override
    public SemaphoreView view() {
        return new SemaphoreView(input.name(), maximum, List.copyOf(holders), List.copyOf(waiters));
    }

    private boolean canGrant() {
        return !waiters.isEmpty() && holders.size() < maximum;
    }

    private void grant(Holder holder) {
        holders.add(holder);
        BuildsetWorkflow buildset =
                Workflow.newExternalWorkflowStub(BuildsetWorkflow.class, Ids.buildset(holder.buildset()));
        if (!Signals.arrived(() -> buildset.semaphoreGranted(holder.job(), input.name()))) {
            holders.remove(holder);
        }
    }
}
