package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.queue.QueueWorkflow.RerunRequest;
import dev.sluice.workflows.shell.Ids;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rerun",
        description = {
            "Runs again what failed.",
            "With a build: its parked step, and on from there; steps before it do not run again. With one that has",
            "ended: a new attempt at its buildset.",
            "With a buildset: a new attempt; with --failed only the failed jobs and what depends on them."
        },
        footer = {
            "",
            "Examples:",
            "  sluice rerun 0123456789abcdef0123456789abcdef",
            "  sluice rerun 0123456789abcdef0123456789abcdef post-run/0.1",
            "  sluice rerun --failed fedcba9876543210fedcba9876543210"
        })
final class RerunCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--failed", description = "Of a buildset: carry over good results whose inputs are unchanged.")
    private boolean failed;

    @Parameters(index = "0", paramLabel = "BUILD|BUILDSET", description = "A uuid, as 'sluice builds' prints it.")
    private String uuid = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "STEP",
            description = "Default: all parked.")
    private String step = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ApiClient client = site.client();
        if (client.has("/api/buildset/" + ApiClient.quote(uuid))) {
            return buildset(client, uuid);
        }
        ApiBuild build = client.one("/api/build/" + ApiClient.quote(uuid), ApiBuild.class);
        if (failed) {
            throw new CommandFailure("--failed is for buildsets; '" + uuid + "' is a build.");
        }
        if (build.state().equals("complete") && step.isEmpty()) {
            return buildset(client, build.buildset());
        }
        return site.say(
                spec,
                temporal -> temporal.newWorkflowStub(BuildWorkflow.class, Ids.build(uuid))
                        .rerun(step),
                "'" + uuid
                        + "' has ended: there is nothing parked in it. 'sluice rerun --failed BUILDSET' makes a new attempt.");
    }

    private int buildset(ApiClient client, String attempt) {
        ApiBuildset buildset = client.one("/api/buildset/" + ApiClient.quote(attempt), ApiBuildset.class);
        return site.say(
                spec,
                temporal -> temporal.newWorkflowStub(
                                QueueWorkflow.class, Ids.queue(buildset.tenant(), buildset.pipeline()))
                        .rerun(new RerunRequest(attempt, failed)),
                "Pipeline '" + buildset.pipeline() + "' of tenant '" + buildset.tenant() + "' does not run.");
    }
}
