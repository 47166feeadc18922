package dev.sluice.worker.cli;

import dev.sluice.workflows.tenant.TenantWorkflow;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "resume-events",
        description = "Works off a tenant's events that a pause kept, then goes on with new ones.",
        footer = {"", "Example:", "  sluice resume-events --tenant demo"})
final class ResumeEventsCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return tenant.tell(spec, TenantWorkflow::resumeEvents);
    }
}
