package dev.sluice.workflows.tenant;

import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.port.TimerActivities;
import dev.sluice.workflows.port.TimerActivities.AlignTimers;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.Refusal;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/// The configuration in force: loaded when it is asked for, and told to the queues and timers.
final class InForce {
    private final TenantCalls calls;
    private final TenantInput input;
    private final Queues queues;
    private Optional<TenantSnapshot> snapshot;
    private boolean wanted;
    private boolean loading;
    private long loads;
    private String failure = "";

    InForce(TenantInput input, TenantCalls calls, Queues queues, Optional<TenantSnapshot> snapshot, boolean wanted) {
        this.input = input;
        this.calls = calls;
        this.queues = queues;
        this.snapshot = snapshot;
        this.wanted = wanted;
    }

    Optional<TenantSnapshot> snapshot() {
        return snapshot;
    }

    /// Whether it is to be loaded before anything else happens.
    boolean isWanted() {
        return wanted;
    }

    void want() {
        wanted = true;
    }

    void load() {
        wanted = false;
        loading = true;
        loads++;
        try {
            TenantSnapshot loaded = calls.activities("Load the configuration of " + input.tenant())
                    .loadTenant(input.tenant());
            List<PipelineTimer> before = snapshot.map(TenantSnapshot::timers).orElse(List.of());
            snapshot = Optional.of(loaded);
            queues.reconfigured(loaded);
            failure = "";
            align(before, loaded.timers());
        } catch (ActivityFailure failed) {
            failure = calls.note("The configuration could not be loaded: ", failed);
        } finally {
            loading = false;
        }
    }

    /// Waits for a load that begins from now on.
    ///
    /// @return the layout before, empty for none
    String loadAnew() {
        String before = snapshot.map(TenantSnapshot::layout).orElse("");
        long begun = loads;
        wanted = true;
        Workflow.await(() -> loads > begun && !loading);
        if (!failure.isEmpty()) {
            throw Refusal.of("TENANT-003", failure);
        }
        return before;
    }

    /// After each load, changed or not: somebody may have deleted a schedule.
    private void align(List<PipelineTimer> before, List<PipelineTimer> now) {
        if (before.isEmpty() && now.isEmpty()) {
            return;
        }
        try {
            String summary = "Set " + now.size() + " timers of " + input.tenant();
            Workflow.newActivityStub(TimerActivities.class, new ActivityChoices(input.timeouts()).tenant(summary))
                    .alignTimers(new AlignTimers(input.tenant(), before, now));
        } catch (ActivityFailure failed) {
            failure = calls.note("", failed);
        }
    }
}
