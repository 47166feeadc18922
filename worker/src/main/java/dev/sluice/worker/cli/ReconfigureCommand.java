package dev.sluice.worker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.workflows.tenant.Reconfiguration;
import dev.sluice.workflows.tenant.TenantWorkflow;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "reconfigure",
        description = {
            "Reads what changed of a tenant's configuration and says what that is, once the new layout is in force.",
            "What is queued keeps its place and its results. Exits with 1 when the configuration has errors."
        },
        footer = {"", "Examples:", "  sluice reconfigure", "  sluice reconfigure --tenant demo --json"})
final class ReconfigureCommand implements Callable<Integer> {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Reconfiguration done = tenant.send(TenantWorkflow::tenantReconfigure);
        PrintWriter out = spec.commandLine().getOut();
        if (tenant.site().json()) {
            out.println(json(done));
        } else {
            out.println("Layout " + done.layout() + " is in force"
                    + (done.changes().isEmpty() ? "; nothing has changed." : ":"));
            done.changes().forEach(change -> out.println("  " + change));
            done.problems().forEach(problem -> out.println("  ! " + problem.oneLine()));
        }
        return done.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR) ? 1 : 0;
    }

    private static ObjectNode json(Reconfiguration done) {
        ObjectNode json = ApiClient.JSON.createObjectNode().put("layout", done.layout());
        done.changes().forEach(json.putArray("changes")::add);
        done.problems().stream().map(Problem::oneLine).forEach(json.putArray("problems")::add);
        return json;
    }
}
