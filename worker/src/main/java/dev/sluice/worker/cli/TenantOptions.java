package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiTenant;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.tenant.TenantWorkflow;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Which tenant an operator means.
final class TenantOptions {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The tenant (default: the only one).")
    private String tenant = "";

    SiteOptions site() {
        return site;
    }

    /// As the site knows it.
    ApiTenant chosen() {
        return Tenants.tenant(site.client(), tenant);
    }

    /// Of the tenant in the HTTP interface.
    String path() {
        return "/api/tenant/" + ApiClient.quote(chosen().name());
    }

    /// Tells the tenant; prints the answer or fails with the refusal.
    int tell(CommandSpec spec, Function<TenantWorkflow, String> update) {
        return site.print(spec, send(update));
    }

    /// Tells the tenant.
    <T> T send(Function<TenantWorkflow, T> update) {
        String name = chosen().name();
        return Update.send(
                site.client(),
                temporal -> update.apply(temporal.newWorkflowStub(TenantWorkflow.class, Ids.tenant(name))),
                "Tenant '" + name + "' does not run. Is a worker of this site up?");
    }
}
