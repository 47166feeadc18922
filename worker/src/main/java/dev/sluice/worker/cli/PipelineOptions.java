package dev.sluice.worker.cli;

import dev.sluice.engine.problem.Suggestions;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Which pipeline an operator means.
final class PipelineOptions {
    @Mixin
    private TenantOptions tenant = new TenantOptions();

    @Option(names = "--pipeline", required = true, paramLabel = "PIPELINE", description = "Name of the pipeline.")
    private String pipeline = "";

    TenantOptions tenant() {
        return tenant;
    }

    String pipeline() {
        return pipeline;
    }

    /// Tells the pipeline's queues; prints the answer or fails with the refusal.
    int tell(CommandSpec spec, Function<QueueWorkflow, String> update) {
        ApiTenant chosen = tenant.chosen();
        if (!chosen.pipelines().contains(pipeline)) {
            throw new CommandFailure(Words.sentences(
                    "Tenant '" + chosen.name() + "' has no pipeline '" + pipeline + "'.",
                    Suggestions.didYouMean(pipeline, chosen.pipelines()),
                    "It has: " + String.join(", ", chosen.pipelines()) + "."));
        }
        return tenant.site()
                .say(
                        spec,
                        temporal -> update.apply(
                                temporal.newWorkflowStub(QueueWorkflow.class, Ids.queue(chosen.name(), pipeline))),
                        "Nothing is in pipeline '" + pipeline + "': nothing has ever entered it.");
    }
}
