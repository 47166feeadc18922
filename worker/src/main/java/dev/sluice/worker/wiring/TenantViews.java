package dev.sluice.worker.wiring;

import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.List;

/// Tenants as their workflows know them.
final class TenantViews {
    private final WorkflowClient client;

    TenantViews(WorkflowClient client) {
        this.client = client;
    }

    /// A tenant whose workflow does not answer yet has no layout.
    ApiTenant tenant(String name) {
        try {
            return client.newWorkflowStub(TenantWorkflow.class, Ids.tenant(name))
                    .snapshot()
                    .snapshot()
                    .map(TenantViews::tenant)
                    .orElseGet(() -> new ApiTenant(name, "", List.of(), List.of()));
        } catch (WorkflowException notYet) {
            return new ApiTenant(name, "", List.of(), List.of());
        }
    }

    private static ApiTenant tenant(TenantSnapshot snapshot) {
        return new ApiTenant(
                snapshot.tenant(),
                snapshot.layout(),
                snapshot.pipelines().stream().map(PipelineRules::name).toList(),
                snapshot.problems().stream().map(Problem::oneLine).toList());
    }
}
