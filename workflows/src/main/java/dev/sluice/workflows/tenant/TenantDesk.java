package dev.sluice.workflows.tenant;

import dev.sluice.engine.problem.Suggestions;
import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TenantActivities.Asked;
import dev.sluice.workflows.port.TenantActivities.FoundJob;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.shell.PortFailure;
import dev.sluice.workflows.shell.Refusal;
import io.temporal.failure.ActivityFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where operators ask a tenant, and are refused in plain words.
final class TenantDesk {
    private static final String COMMIT = "[0-9a-f]{40}";

    private final String tenant;
    private final Function<String, TenantActivities> activities;

    /// @param activities for a summary
    TenantDesk(String tenant, Function<String, TenantActivities> activities) {
        this.tenant = tenant;
        this.activities = activities;
    }

    void check(Optional<TenantSnapshot> snapshot, EnqueueRequest request) {
        List<String> pipelines =
                loaded(snapshot).pipelines().stream().map(PipelineRules::name).toList();
        if (!pipelines.contains(request.pipeline())) {
            String meant = Suggestions.didYouMean(request.pipeline(), pipelines);
            throw Refusal.of(
                    "ENQUEUE-001",
                    "Tenant '" + tenant + "' has no pipeline '" + request.pipeline() + "'. "
                            + (meant.isEmpty() ? "Known: " + String.join(", ", pipelines) + "." : meant));
        }
        for (String revision : List.of(request.oldRevision(), request.newRevision())) {
            if (!revision.isEmpty() && !revision.matches(COMMIT)) {
                throw Refusal.of("ENQUEUE-002", "'" + revision + "' is no commit: write its 40 hex digits.");
            }
        }
        if (!request.newRevision().isEmpty() && request.newRevision().equals(request.oldRevision())) {
            throw Refusal.of("ENQUEUE-003", "The commits before and after are the same: nothing happened to the ref.");
        }
    }

    /// Finds what an operator wants in a pipeline.
    QueueCommand find(Optional<TenantSnapshot> snapshot, EnqueueRequest request) {
        Asked asked = answered(() -> activities
                .apply("Find " + request.what() + " of " + request.project())
                .enqueue(tenant, loaded(snapshot).layout(), request));
        return asked.command().orElseThrow(() -> Refusal.of("ENQUEUE-004", asked.refusal()));
    }

    /// What a new layout brought.
    ///
    /// @param before reference of the layout before, empty for none
    Reconfiguration reconfigured(String before, TenantSnapshot now) {
        List<String> changes = before.isEmpty() || before.equals(now.layout())
                ? List.of()
                : answered(() -> activities.apply("Compare layouts").compareLayouts(before, now.layout()));
        return new Reconfiguration(now.layout(), changes, now.problems());
    }

    /// The project and job that an operator names.
    FoundJob find(Optional<TenantSnapshot> snapshot, AutoholdRequest request) {
        return answered(() -> activities
                .apply("Find job " + request.job() + " of " + request.project())
                .findJob(loaded(snapshot).layout(), request.project(), request.job()));
    }

    private TenantSnapshot loaded(Optional<TenantSnapshot> snapshot) {
        return snapshot.orElseThrow(() -> Refusal.of(
                "TENANT-001",
                "The configuration of tenant '" + tenant + "' is not loaded yet. Try again in a moment."));
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (ActivityFailure failure) {
            throw Refusal.of("TENANT-002", PortFailure.of(failure).message());
        }
    }
}
