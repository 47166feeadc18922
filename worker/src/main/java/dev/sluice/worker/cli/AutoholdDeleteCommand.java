package dev.sluice.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "autohold-delete",
        description = "Forgets an autohold; the janitor removes the nodes that it kept.",
        footer = {"", "Example:", "  sluice autohold-delete 0000000001"})
final class AutoholdDeleteCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Parameters(paramLabel = "ID", description = "As 'sluice autohold-list' prints it.")
    private String id = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return tenant.tell(spec, workflow -> workflow.autoholdDelete(id));
    }
}
