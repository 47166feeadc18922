package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.HistoryActivities.BuildsetRecord;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import dev.sluice.workflows.port.TenantActivities.PrepareItem;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.PortFailure;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.slf4j.Logger;

/// Merge, layout, freeze, and what may be carried over from an earlier attempt.
final class ItemPreparation {
    private static final Logger LOG = Workflow.getLogger(ItemPreparation.class);
    private final BuildsetInput input;
    private final TenantActivities tenant;
    private final HistoryActivities history;

    ItemPreparation(BuildsetInput input) {
        this.input = input;
        ActivityChoices choices = new ActivityChoices(input.timeouts());
        String what = "Merge and freeze " + input.subject().id();
        tenant = Workflow.newActivityStub(TenantActivities.class, choices.tenant(what));
        history = Workflow.newActivityStub(HistoryActivities.class, choices.history("History of this attempt"));
    }

    /// @throws CanceledFailure when the attempt is not wanted any more
    Preparation prepare() {
        try {
            return tenant.prepareItem(new PrepareItem(
                    input.tenant(),
                    input.pipeline(),
                    input.layout(),
                    input.buildset(),
                    input.subject(),
                    input.cycle(),
                    input.ahead(),
                    input.event()));
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof CanceledFailure canceled) {
                throw canceled;
            }
            return new Preparation.Refused(
                    List.of(refused(PortFailure.of(failure).message())), false);
        }
    }

    /// Notes that the attempt runs, and finds what it may take over; a history that refuses holds nothing up.
    ///
    /// @throws CanceledFailure when the attempt is not wanted any more
    List<CarriedResult> begin(Preparation.Prepared prepared) {
        BuildsetRecord running = new BuildsetRecord(
                input.buildset(),
                input.tenant(),
                input.pipeline(),
                input.subject(),
                input.cycle(),
                prepared.graph(),
                "",
                "",
                Workflow.currentTimeMillis());
        try {
            history.recordBuildset(running);
            return input.rerunOf()
                    .map(earlier -> history.reusableResults(earlier, prepared.graph()))
                    .orElse(List.of());
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof CanceledFailure canceled) {
                throw canceled;
            }
            LOG.error("the history refused: {}", PortFailure.of(failure).message());
            return List.of();
        }
    }

    private static Problem refused(String message) {
        return new Problem(
                "PREPARE-001",
                Severity.ERROR,
                "Preparation Failed",
                Place.file("", 0, 0),
                "",
                "The change could not be prepared: " + message,
                "If nothing is wrong with the change, tell your operator, then comment 'recheck'.");
    }
}
