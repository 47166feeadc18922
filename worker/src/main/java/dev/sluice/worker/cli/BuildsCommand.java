package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "builds",
        description = "Lists buildsets and their builds, newest first.",
        footer = {"", "Examples:", "  sluice builds", "  sluice builds --tenant demo --change 12 --json"})
final class BuildsCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The tenant (default: the only one).")
    private String tenant = "";

    @Option(names = "--change", paramLabel = "N", description = "Only this change.")
    private int change;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N (default: 20).")
    private int limit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ApiClient client = site.client();
        PrintWriter out = spec.commandLine().getOut();
        String path = "/api/tenant/" + ApiClient.quote(Tenants.chosen(client, tenant)) + "/buildsets?change=" + change
                + "&limit=" + limit;
        if (site.json()) {
            out.println(client.text(path));
            return 0;
        }
        for (ApiBuildset buildset : client.list(path, ApiBuildset.class)) {
            out.println(buildset.uuid() + "  " + buildset.pipeline() + "  " + buildset.project() + " "
                    + buildset.subject() + "  " + (buildset.result().isEmpty() ? "running" : buildset.result()));
            for (ApiBuild build : buildset.builds()) {
                out.println("  " + Words.mark(build) + " " + build.job() + " " + Words.state(build) + "  "
                        + build.uuid() + "  " + build.logUrl());
            }
        }
        return 0;
    }
}
