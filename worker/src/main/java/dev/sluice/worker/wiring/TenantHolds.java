package dev.sluice.worker.wiring;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeHolds;
import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.tenant.HoldRequest;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/// Autoholds, asked from the tenants' workflows.
final class TenantHolds implements NodeHolds {
    private final WorkflowClient client;
    private final String host;
    private final List<String> tenants;
    private final InstantSource clock;

    /// @param host task queue of this host
    TenantHolds(WorkflowClient client, String host, List<String> tenants, InstantSource clock) {
        this.client = client;
        this.host = host;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public boolean wants(EndedBuild ended) {
        if (!ended.mayBeHeld()) {
            return false;
        }
        Autoholds autoholds = of(ended.tenant());
        return autoholds
                .holding(ended.build())
                .or(() -> autoholds.wanting(ended))
                .isPresent();
    }

    @Override
    public boolean hold(EndedBuild ended, List<String> nodes) {
        try {
            tenant(ended.tenant()).hold(new HoldRequest(ended, host, nodes));
            return true;
        } catch (WorkflowUpdateException refused) {
            return false;
        } catch (WorkflowException silent) {
            throw unanswered(ended.tenant(), silent);
        }
    }

    /// Which builds are held now.
    Predicate<String> now() {
        List<Autoholds> all = tenants.stream().map(this::of).toList();
        long now = clock.millis();
        return build -> all.stream().anyMatch(autoholds -> autoholds.keep(build, now));
    }

    Autoholds of(String tenant) {
        try {
            return tenant(tenant).autoholds();
        } catch (WorkflowNotFoundException neverStarted) {
            return Autoholds.none();
        } catch (WorkflowException silent) {
            throw unanswered(tenant, silent);
        }
    }

    private TenantWorkflow tenant(String name) {
        return client.newWorkflowStub(TenantWorkflow.class, Ids.tenant(name));
    }

    private static InfrastructureFailure unanswered(String tenant, WorkflowException silent) {
        return new InfrastructureFailure("Tenant '" + tenant + "' does not say what it holds.", silent);
    }
}
