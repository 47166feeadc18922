package dev.sluice.worker.cli;

import dev.sluice.workflows.queue.QueueWorkflow.PromoteRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "promote",
        description = {"Brings changes to the head of their queues, in this order; what was ahead of them starts anew."
        },
        footer = {"", "Examples:", "  sluice promote --pipeline gate 14,1 12,3"})
final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Parameters(arity = "1..*", paramLabel = "CHANGE", description = "Such as '12,3'.")
    private List<String> changes = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return where.tell(spec, queue -> queue.promote(new PromoteRequest(List.copyOf(changes))));
    }
}
