package dev.sluice.worker.cli;

import dev.sluice.workflows.port.EnqueueRequest;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "enqueue",
        description = {"Enqueues a change past the pipeline's requirements."},
        footer = {
            "",
            "Examples:",
            "  sluice enqueue --pipeline gate --project org/app 12",
            "  sluice enqueue --pipeline check --project org/app 12,3"
        })
final class EnqueueCommand implements Callable<Integer> {
    private static final Pattern CHANGE = Pattern.compile("[1-9][0-9]{0,8}(,[1-9][0-9]{0,5})?");

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Option(names = "--project", required = true, description = "Short or canonical name.")
    private String project = "";

    @Parameters(paramLabel = "CHANGE", description = "Number, or number and patch set such as '12,3'.")
    private String change = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!CHANGE.matcher(change).matches()) {
            throw new CommandFailure(
                    "'" + change + "' is no change. Write its number, such as 12, or 12,3 for a patch set.");
        }
        String[] parts = change.split(",", -1);
        EnqueueRequest request = new EnqueueRequest(
                where.pipeline(),
                project,
                Integer.parseInt(parts[0]),
                parts.length > 1 ? Integer.parseInt(parts[1]) : 0,
                "",
                "",
                "");
        return where.tenant().tell(spec, tenant -> tenant.enqueue(request));
    }
}
