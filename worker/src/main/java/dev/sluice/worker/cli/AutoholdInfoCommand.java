package dev.sluice.worker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.worker.api.ApiAutohold;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "autohold-info",
        description = "Shows an autohold and the nodes that it keeps.",
        footer = {"", "Example:", "  sluice autohold-info 0000000001"})
final class AutoholdInfoCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Parameters(paramLabel = "ID", description = "As 'sluice autohold-list' prints it.")
    private String id = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<ApiAutohold> all = tenant.site().client().list(tenant.path() + "/autohold", ApiAutohold.class);
        ApiAutohold found = all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "There is no autohold '" + id + "'. 'sluice autohold-list' shows what there is."));
        PrintWriter out = spec.commandLine().getOut();
        if (tenant.site().json()) {
            out.println(ApiClient.JSON.<ObjectNode>valueToTree(found));
        } else {
            print(out, found);
        }
        return 0;
    }

    private static void print(PrintWriter out, ApiAutohold autohold) {
        out.println("ID: " + autohold.id());
        out.println("Tenant: " + autohold.tenant());
        out.println("Project: " + autohold.project());
        out.println("Job: " + autohold.job());
        out.println("Ref filter: " + autohold.refFilter());
        out.println("Max count: " + autohold.maxCount());
        out.println("Current count: " + autohold.currentCount());
        out.println("Node expiration: " + autohold.nodeExpiration());
        out.println("Reason: " + autohold.reason());
        for (ApiAutohold.Held held : autohold.held()) {
            out.println("Held build: " + held.build() + " on " + held.host() + " until "
                    + (held.until() == 0 ? "the autohold is deleted" : Instant.ofEpochMilli(held.until())));
            held.nodes().forEach(node -> out.println("  docker exec -it " + node + " sh"));
        }
    }
}
