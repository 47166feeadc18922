package dev.sluice.workflows.build;

import dev.sluice.workflows.build.BuildView.ParkedStep;
import dev.sluice.workflows.shell.PortFailure;
import dev.sluice.workflows.shell.Refusal;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Calls that failed after all retries, for reasons that are not the user's, and wait to be made again.
final class Parking {
    private final Map<String, ParkedStep> parked = new LinkedHashMap<>();
    private final Runnable onChange;
    private long parkedMillis;
    private long parkedSince;

    /// @param onChange told whenever something was parked or taken out
    Parking(Runnable onChange) {
        this.onChange = onChange;
    }

    /// Makes a call, and when it is broken parks it and makes it again when somebody asks.
    ///
    /// @throws Refused when the port says that trying again does not help
    /// @throws HostSilent when the host is gone
    /// @throws CanceledFailure when the scope was cancelled, parked or not
    <T> T through(String step, String name, Supplier<T> call) {
        LostWorkers lost = new LostWorkers();
        while (true) {
            try {
                return call.get();
            } catch (ActivityFailure failure) {
                PortFailure told = PortFailure.of(failure);
                if (lost.again(told)) {
                    continue;
                }
                switch (told.cause()) {
                    case REFUSED -> throw new Refused(told.message());
                    case HOST_SILENT -> throw new HostSilent(told.message());
                    case CANCELED -> throw (CanceledFailure) failure.getCause();
                    case BROKEN, WORKER_LOST ->
                        park(new ParkedStep(step, name, told.message(), Workflow.currentTimeMillis()));
                }
            }
        }
    }

    List<ParkedStep> steps() {
        return new ArrayList<>(parked.values());
    }

    boolean isEmpty() {
        return parked.isEmpty();
    }

    /// How long something was parked, all in all; side by side counts once.
    long parkedMillis() {
        return parkedMillis;
    }

    /// Refuses a name that is not parked, and names what is.
    void check(String build, String step) {
        if (parked.isEmpty()) {
            throw Refusal.of(
                    "RERUN-001",
                    "Nothing is parked in build '" + build + "'. Only a step that failed for a reason outside the"
                            + " change, such as a registry out of reach, can be run again.");
        }
        if (!step.isEmpty() && matching(step).isEmpty()) {
            throw Refusal.of(
                    "RERUN-002",
                    "Step '" + step + "' is not parked in build '" + build + "'. Parked: "
                            + String.join(", ", parked.keySet()) + ".");
        }
    }

    /// Lets parked calls go on.
    ///
    /// @param step empty for all
    /// @return names of what goes on
    List<String> release(String step) {
        List<ParkedStep> released = matching(step);
        released.forEach(one -> takeOut(one.step()));
        return released.stream()
                .map(one -> one.step() + " (" + one.name() + ")")
                .toList();
    }

    private List<ParkedStep> matching(String step) {
        return parked.values().stream()
                .filter(one -> step.isEmpty() || one.step().equals(step))
                .toList();
    }

    private void park(ParkedStep step) {
        if (parked.isEmpty()) {
            parkedSince = step.sinceEpochMilli();
        }
        parked.put(step.step(), step);
        onChange.run();
        try {
            Workflow.await(() -> !parked.containsKey(step.step()));
        } finally {
            takeOut(step.step());
            onChange.run();
        }
    }

    private void takeOut(String step) {
        if (parked.remove(step) != null && parked.isEmpty()) {
            parkedMillis += Workflow.currentTimeMillis() - parkedSince;
        }
    }
}
