package dev.sluice.worker.cli;

import dev.sluice.workflows.queue.QueueWorkflow.DequeueRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dequeue",
        description = {"Takes a change or ref out of a pipeline; what was behind it starts anew."},
        footer = {"", "Examples:", "  sluice dequeue --pipeline gate --project org/app 12,3"})
final class DequeueCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Option(names = "--project", required = true, description = "Short or canonical name.")
    private String project = "";

    @Parameters(paramLabel = "CHANGE|REF", description = "Such as '12,3' or 'refs/heads/master'.")
    private String subject = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return where.tell(spec, queue -> queue.dequeue(new DequeueRequest(subject, project)));
    }
}
