package dev.sluice.worker.cli;

import dev.sluice.engine.autohold.Autohold;
import dev.sluice.workflows.port.AutoholdRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "autohold",
        description = {
            "Keeps the nodes of the next builds of a job that fail, so that you can look into them.",
            "The build's result is what it would be without. 'sluice autohold-info' tells which nodes are kept."
        },
        footer = {
            "",
            "Examples:",
            "  sluice autohold --project org/app --job unit --reason 'why does it hang?'",
            "  sluice autohold --project org/app --job unit --change 12 --reason debug --node-hold-expiration 3600",
            "  sluice autohold --project org/app --job unit --ref-filter 'refs/heads/stable/.*' --reason debug --count 2"
        })
final class AutoholdCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Option(names = "--project", required = true, paramLabel = "PROJECT", description = "Short or canonical name.")
    private String project = "";

    @Option(names = "--job", required = true, paramLabel = "JOB", description = "Name of the job.")
    private String job = "";

    @Option(names = "--change", paramLabel = "N", description = "Only builds of this change, whatever its patch set.")
    private int change;

    @Option(
            names = {"--ref-filter", "--ref"},
            defaultValue = "",
            paramLabel = "REGEX",
            description = "Only builds of refs whose beginning matches.")
    private String refFilter = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; for whoever finds the node.")
    private String reason = "";

    @Option(names = "--count", defaultValue = "1", paramLabel = "N", description = "So many builds (default: 1).")
    private int count;

    @Option(
            names = "--node-hold-expiration",
            defaultValue = "86400",
            paramLabel = "SECONDS",
            description = "How long (default: 86400, a day); 0 for until the autohold is deleted.")
    private long expiration;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (change < 0 || (change > 0 && !refFilter.isEmpty())) {
            throw new CommandFailure("Name a change with --change or refs with --ref-filter, not both.");
        }
        String any = refFilter.isEmpty() ? Autohold.ANY_REF : refFilter;
        AutoholdRequest request = new AutoholdRequest(
                project, job, change > 0 ? Autohold.refsOf(change) : any, reason, count, expiration);
        return tenant.tell(spec, workflow -> workflow.autohold(request));
    }
}
