package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiInfo;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.queue.QueueWorkflow.RerunRequest;
import dev.sluice.workflows.shell.Ids;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
        return say(
                client,
                temporal -> temporal.newWorkflowStub(BuildWorkflow.class, Ids.build(uuid))
                        .rerun(step));
    }

    private int buildset(ApiClient client, String attempt) {
        ApiBuildset buildset = client.one("/api/buildset/" + ApiClient.quote(attempt), ApiBuildset.class);
        return say(
                client,
                temporal -> temporal.newWorkflowStub(
                                QueueWorkflow.class, Ids.queue(buildset.tenant(), buildset.pipeline()))
                        .rerun(new RerunRequest(attempt, failed)));
    }

    private int say(ApiClient client, Function<WorkflowClient, String> update) {
        ApiInfo info = client.one("/api/info", ApiInfo.class);
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(info.temporalAddress())
                .build());
        try {
            WorkflowClient temporal = WorkflowClient.newInstance(
                    service,
                    WorkflowClientOptions.newBuilder()
                            .setNamespace(info.temporalNamespace())
                            .setDataConverter(SluiceDataConverter.create())
                            .build());
            spec.commandLine().getOut().println(update.apply(temporal));
            return 0;
        } catch (WorkflowUpdateException refused) {
            throw new CommandFailure(message(refused));
        } catch (WorkflowNotFoundException ended) {
            throw new CommandFailure("'" + uuid + "' has ended: there is nothing parked in it. 'sluice rerun --failed"
                    + " BUILDSET' makes a new attempt.");
        } finally {
            service.shutdownNow();
        }
    }

    /// The refusal's own words, without Temporal's around them.
    private static String message(Throwable refused) {
        @Nullable Throwable cause = refused.getCause();
        if (cause instanceof io.temporal.failure.ApplicationFailure failure) {
            return String.valueOf(failure.getOriginalMessage());
        }
        return String.valueOf(cause == null ? refused.getMessage() : cause.getMessage());
    }
}
