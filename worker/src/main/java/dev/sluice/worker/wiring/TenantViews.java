package dev.sluice.worker.wiring;

import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.tenant.EventPause;
import dev.sluice.workflows.tenant.TenantView;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.List;
import java.util.Optional;

/// Tenants as their workflows know them.
final class TenantViews {
    private final WorkflowClient client;

    TenantViews(WorkflowClient client) {
        this.client = client;
    }

    /// A tenant whose workflow does not answer yet has no layout.
    ApiTenant tenant(String name) {
        try {
            return tenant(client.newWorkflowStub(TenantWorkflow.class, Ids.tenant(name))
                    .snapshot());
        } catch (WorkflowException notYet) {
            return new ApiTenant(name, "", List.of(), List.of());
        }
    }

    private static ApiTenant tenant(TenantView view) {
        Optional<TenantSnapshot> snapshot = view.snapshot();
        return new ApiTenant(
                view.tenant(),
                snapshot.map(TenantSnapshot::layout).orElse(""),
                snapshot.stream()
                        .flatMap(loaded -> loaded.pipelines().stream())
                        .map(PipelineRules::name)
                        .toList(),
                snapshot.stream()
                        .flatMap(loaded -> loaded.problems().stream())
                        .map(Problem::oneLine)
                        .toList(),
                view.pause().map(EventPause::reason).orElse(""),
                view.pause().map(EventPause::sinceEpochMilli).orElse(0L),
                view.waiting());
    }
}
