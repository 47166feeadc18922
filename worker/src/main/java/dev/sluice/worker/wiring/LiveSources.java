package dev.sluice.worker.wiring;

import dev.sluice.activities.store.HistoryReader;
import dev.sluice.engine.queue.QueueView;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Queues from their workflows, owners of builds from the history.
final class LiveSources implements NeededBuilds.Sources {
    private final WorkflowClient client;
    private final TenantFiles tenants;
    private final TenantViews views;
    private final Supplier<HistoryReader> history;

    /// @param history opened when it is asked
    LiveSources(WorkflowClient client, TenantFiles tenants, Supplier<HistoryReader> history) {
        this.client = client;
        this.tenants = tenants;
        this.views = new TenantViews(client);
        this.history = history;
    }

    @Override
    public List<ApiTenant> tenants() {
        return tenants.names().stream().map(views::tenant).toList();
    }

    @Override
    public Optional<QueueView> queue(String tenant, String pipeline) {
        try {
            return Optional.of(client.newWorkflowStub(QueueWorkflow.class, Ids.queue(tenant, pipeline))
                    .view()
                    .pipeline());
        } catch (WorkflowNotFoundException neverUsed) {
            return Optional.of(new QueueView(tenant, pipeline, false, List.of()));
        } catch (WorkflowException silent) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<NeededBuilds.Owner> owner(String build) {
        return history.get()
                .build(build)
                .flatMap(found -> history.get().buildset(found.buildset()))
                .map(found -> new NeededBuilds.Owner(
                        found.buildset().tenant(), found.buildset().change()));
    }
}
