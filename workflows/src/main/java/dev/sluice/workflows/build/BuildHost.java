package dev.sluice.workflows.build;

import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepRun;
import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.workflows.port.ExecutorActivities;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import dev.sluice.workflows.port.ExecutorActivities.StepRequest;
import dev.sluice.workflows.port.ExecutorActivities.Workspace;
import dev.sluice.workflows.port.NodeActivities;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.PortFailure;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;

/// The host of a build: calls the ports, on the common task queue first, then on the host's own.
final class BuildHost {
    private static final Logger LOG = Workflow.getLogger(BuildHost.class);
    private final BuildInput input;
    private final Parking parking;
    private final ActivityChoices choices;
    private Optional<Workspace> open = Optional.empty();
    private boolean silent;
    private CancellationScope lease = Workflow.newCancellationScope(() -> {});

    BuildHost(BuildInput input, Parking parking) {
        this.input = input;
        this.parking = parking;
        this.choices = new ActivityChoices(input.timeouts());
    }

    /// Opens the workspace on some host.
    Workspace open() {
        OpenWorkspace request = new OpenWorkspace(
                input.tenant(),
                input.pipeline(),
                input.buildset(),
                input.graph(),
                input.build(),
                input.job(),
                input.attempt(),
                input.parentData(),
                input.parentSecrets(),
                input.artifacts(),
                input.childJobs());
        ActivityOptions options = choices.openWorkspace("Open the workspace", input.turn());
        Workspace opened = parking.through(
                "open-workspace", "Open the workspace", () -> executor(options).openWorkspace(request));
        open = Optional.of(opened);
        return opened;
    }

    /// Starts the nodes and holds their lease.
    ///
    /// @param onLost told once, should the lease end by itself
    void provision(Consumer<String> onLost) {
        if (workspace().nodes().isEmpty()) {
            return;
        }
        ProvisionNodes request = new ProvisionNodes(
                input.build(), input.buildset(), input.job(), workspace().nodes());
        String labels = String.join(
                ", ", workspace().nodes().stream().map(node -> node.label()).toList());
        ActivityOptions options = choices.provision(host(), "Provision nodes: " + labels);
        onHost("provision", "Provision nodes", () -> {
            nodes(options).provision(request);
            return true;
        });
        lease = Workflow.newCancellationScope(() -> hold(new LostWorkers(), onLost));
        lease.run();
    }

    private void hold(LostWorkers lost, Consumer<String> onLost) {
        Promise<Void> held =
                Async.procedure(nodes(choices.hold(host(), "Hold the lease of the nodes"))::hold, input.build());
        Promise<Boolean> _ = held.handle((_, failure) -> {
            if (lease.isCancelRequested()) {
                return false;
            }
            if (failure instanceof ActivityFailure told && lost.again(PortFailure.of(told))) {
                hold(lost, onLost);
            } else {
                onLost.accept(failure instanceof ActivityFailure told ? lost(told) : "the lease ended");
            }
            return true;
        });
    }

    /// Runs a step; a refusal of the executor is the step's failure.
    StepEnd run(String id, int playbook, StepRun step, boolean success, boolean willRetry, long leftSeconds) {
        StepRequest request = new StepRequest(input.build(), playbook, step, success, willRetry, leftSeconds);
        ActivityOptions options = choices.step(host(), step.summary());
        try {
            return onHost(id, step.summary(), () -> executor(options).runStep(request));
        } catch (Refused refused) {
            return new StepEnd(step, StepStatus.FAILED, 0, refused.detail());
        }
    }

    ReturnedData returned() {
        ActivityOptions options = choices.small(host(), "Read what the build returned");
        return onHost(
                "returned",
                "Read what the build returned",
                () -> executor(options).returned(input.build()));
    }

    /// A line in the log; a lost line is not worth a build.
    void announce(String line) {
        try {
            executor(choices.small(host(), "Log: " + line)).announce(input.build(), line);
        } catch (ActivityFailure failure) {
            LOG.warn("line not logged: {}", line);
        }
    }

    /// Gives nodes and workspace back, as far as the host answers; its janitor does the rest.
    void giveBack(String result) {
        lease.cancel();
        if (open.isEmpty() || silent) {
            return;
        }
        try {
            if (!workspace().nodes().isEmpty()) {
                nodes(choices.giveBack(host(), "Release the nodes")).release(input.build(), ended(result));
            }
            executor(choices.giveBack(host(), "Close the workspace")).closeWorkspace(input.build(), result);
        } catch (ActivityFailure failure) {
            LOG.warn(
                    "left to the janitor of {}: {}",
                    host(),
                    PortFailure.of(failure).message());
        }
    }

    /// The last try that has no result becomes RETRY_LIMIT.
    private EndedBuild ended(String result) {
        boolean last = result.equals(BuildEnds.NO_RESULT) && input.attempt() >= input.attempts();
        return new EndedBuild(
                input.tenant(),
                input.build(),
                input.project(),
                input.change(),
                input.job(),
                last ? BuildResult.RETRY_LIMIT.name() : result);
    }

    private <T> T onHost(String step, String name, java.util.function.Supplier<T> call) {
        try {
            return parking.through(step, name, call);
        } catch (HostSilent gone) {
            silent = true;
            throw gone;
        }
    }

    private String lost(ActivityFailure failure) {
        PortFailure told = PortFailure.of(failure);
        silent = silent || told.cause() == PortFailure.Cause.HOST_SILENT;
        return told.message();
    }

    private Workspace workspace() {
        return open.orElseThrow(() -> new IllegalStateException("no workspace is open"));
    }

    private String host() {
        return workspace().hostQueue();
    }

    private static ExecutorActivities executor(ActivityOptions options) {
        return Workflow.newActivityStub(ExecutorActivities.class, options);
    }

    private static NodeActivities nodes(ActivityOptions options) {
        return Workflow.newActivityStub(NodeActivities.class, options);
    }
}
