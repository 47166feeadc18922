package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiAutohold;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "autohold-list",
        description = "Lists a tenant's autoholds.",
        footer = {"", "Examples:", "  sluice autohold-list", "  sluice autohold-list --tenant demo --json"})
final class AutoholdListCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String path = tenant.path() + "/autohold";
        if (tenant.site().json()) {
            out.println(tenant.site().client().text(path));
            return 0;
        }
        for (ApiAutohold each : tenant.site().client().list(path, ApiAutohold.class)) {
            out.println(each.id() + "  " + each.project() + "  " + each.job() + "  " + each.refFilter() + "  "
                    + each.currentCount() + "/" + each.maxCount() + "  " + each.reason());
        }
        return 0;
    }
}
