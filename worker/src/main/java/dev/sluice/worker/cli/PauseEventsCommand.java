package dev.sluice.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "pause-events",
        description = {
            "Keeps a tenant's events, in order, until 'sluice resume-events'.",
            "What is queued goes on; operators can still enqueue. A pause ends by itself when 1000 events wait."
        },
        footer = {"", "Example:", "  sluice pause-events --tenant demo --reason 'Gerrit is upgraded'"})
final class PauseEventsCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; 'sluice status' shows it.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return tenant.tell(spec, workflow -> workflow.pauseEvents(reason));
    }
}
