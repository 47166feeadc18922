package dev.sluice.worker.wiring;

import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.settings.Settings.GerritServer;
import dev.sluice.workflows.gerrit.GerritListenerWorkflow;
import dev.sluice.workflows.gerrit.ListenerInput;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.tenant.TenantInput;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;

/// Starts the workflows that a site always has, or finds them running.
final class SiteWorkflows {
    private final WorkflowClient client;
    private final Timeouts timeouts;

    SiteWorkflows(WorkflowClient client, Timeouts timeouts) {
        this.client = client;
        this.timeouts = timeouts;
    }

    void start(TenantFiles tenants, Settings settings) {
        for (String tenant : tenants.names()) {
            TenantWorkflow workflow =
                    client.newWorkflowStub(TenantWorkflow.class, options(Ids.tenant(tenant), "tenant " + tenant));
            WorkflowClient.start(
                    workflow::run, TenantInput.fresh(tenant, settings.http().publicUrl(), timeouts));
            // One that ran before may have been loaded from other branch tips.
            client.newWorkflowStub(TenantWorkflow.class, Ids.tenant(tenant)).reconfigure();
        }
        for (GerritServer server : settings.connections()) {
            List<String> hearers = tenants.tenantsOf(server.name());
            String id = Ids.listener(server.name());
            GerritListenerWorkflow workflow =
                    client.newWorkflowStub(GerritListenerWorkflow.class, options(id, "events of " + server.name()));
            WorkflowClient.start(workflow::run, new ListenerInput(server.name(), hearers, timeouts));
            client.newWorkflowStub(GerritListenerWorkflow.class, id).tenants(hearers);
        }
    }

    private static WorkflowOptions options(String id, String summary) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(Workers.COMMON_QUEUE)
                .setStaticSummary(summary)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
    }
}
