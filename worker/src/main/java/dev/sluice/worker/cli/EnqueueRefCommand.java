package dev.sluice.worker.cli;

import dev.sluice.workflows.port.EnqueueRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "enqueue-ref",
        description = {"Enqueues a branch or tag past the pipeline's requirements."},
        footer = {"", "Examples:", "  sluice enqueue-ref --pipeline post --project org/app refs/heads/master"})
final class EnqueueRefCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Option(names = "--project", required = true, description = "Short or canonical name.")
    private String project = "";

    @Option(names = "--oldrev", defaultValue = "", description = "Commit before; default: the ref counts as new.")
    private String oldRevision = "";

    @Option(names = "--newrev", defaultValue = "", description = "Commit; default: the branch as it is now.")
    private String newRevision = "";

    @Parameters(paramLabel = "REF", description = "Full name, such as 'refs/heads/master' or 'refs/tags/1.0'.")
    private String ref = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!ref.startsWith("refs/")) {
            throw new CommandFailure(
                    "'" + ref + "' is no full name of a ref. Write 'refs/heads/" + ref + "' for a branch.");
        }
        EnqueueRequest request = new EnqueueRequest(where.pipeline(), project, 0, 0, ref, oldRevision, newRevision);
        return where.tenant().tell(spec, tenant -> tenant.enqueue(request));
    }
}
