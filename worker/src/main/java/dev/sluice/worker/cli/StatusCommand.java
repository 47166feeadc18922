package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiItem;
import dev.sluice.worker.api.ApiQueue;
import dev.sluice.worker.api.ApiTenant;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows the tenants' queues, their items and jobs.",
        footer = {"", "Examples:", "  sluice status", "  sluice status --tenant demo --json"})
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant.")
    private String tenant = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ApiClient client = site.client();
        PrintWriter out = spec.commandLine().getOut();
        for (ApiTenant each : client.list("/api/tenants", ApiTenant.class)) {
            if (!tenant.isEmpty() && !tenant.equals(each.name())) {
                continue;
            }
            String path = "/api/tenant/" + ApiClient.quote(each.name()) + "/status";
            if (site.json()) {
                out.println(client.text(path));
            } else {
                print(out, each, client.list(path, ApiQueue.class));
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, ApiTenant tenant, List<ApiQueue> queues) {
        out.println("tenant " + tenant.name());
        if (tenant.pausedSince() > 0) {
            out.println("  ‖ events are paused since " + Instant.ofEpochMilli(tenant.pausedSince()) + ", "
                    + tenant.waitingEvents() + " kept: " + tenant.paused());
        }
        tenant.problems().forEach(problem -> out.println("  ! " + problem));
        if (queues.isEmpty()) {
            out.println("  nothing is queued");
        }
        for (ApiQueue queue : queues) {
            out.println("  " + queue.pipeline() + (queue.name().isEmpty() ? "" : " / " + queue.name()));
            for (ApiItem item : queue.items()) {
                out.println("    " + (item.live() ? "" : "(") + item.project() + " " + item.subject()
                        + (item.live() ? "" : ")") + (item.failing() ? "  failing" : ""));
                for (ApiBuild job : item.jobs()) {
                    out.println("      " + Words.mark(job) + " " + job.job() + " " + Words.state(job));
                }
            }
        }
    }
}
