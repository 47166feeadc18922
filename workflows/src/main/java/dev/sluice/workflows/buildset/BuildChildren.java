package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.StartBuild;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.workflows.build.BuildInput;
import dev.sluice.workflows.build.BuildOutcome;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Labels;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// The builds of a buildset: child workflows, whose ends come back as events.
final class BuildChildren {
    private static final Logger LOG = Workflow.getLogger(BuildChildren.class);
    private final BuildsetInput input;
    private final Inbox<BuildsetEvent> inbox;
    private final Map<String, BuildWorkflow> running = new LinkedHashMap<>();
    private final Map<String, ReturnedData> returned = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new LinkedHashMap<>();
    private final Map<String, Change> owners = new LinkedHashMap<>();
    private String graph = "";

    BuildChildren(BuildsetInput input, Inbox<BuildsetEvent> inbox) {
        this.input = input;
        this.inbox = inbox;
    }

    void know(Preparation.Prepared prepared) {
        graph = prepared.graph();
        owners.putAll(prepared.owners());
        for (JobNode job : prepared.jobs()) {
            attempts.put(job.name(), job.attempts());
        }
    }

    void start(StartBuild start) {
        Change owner = owners.get(start.job());
        Subject subject = owner == null ? input.subject() : owner;
        String project = subject.project().canonicalName();
        String change = subject.id();
        String tenant = input.tenant();
        String pipeline = input.pipeline();
        String summary = pipeline + ": " + start.job() + " for " + change
                + (start.attempt() > 1 ? ", try " + start.attempt() : "");
        ChildWorkflowOptions options = ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Ids.build(start.build()))
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setTypedSearchAttributes(Labels.ofJob(tenant, pipeline, project, change, start.job()))
                .setStaticSummary(Labels.summary(summary))
                .build();
        BuildWorkflow build = Workflow.newChildWorkflowStub(BuildWorkflow.class, options);
        running.put(start.build(), build);
        Promise<BuildOutcome> ending = Async.function(
                build::run,
                new BuildInput(
                        tenant,
                        pipeline,
                        project,
                        change,
                        input.buildset(),
                        graph,
                        start.build(),
                        start.job(),
                        start.attempt(),
                        attempts.getOrDefault(start.job(), 0),
                        start.parentData(),
                        start.parentSecrets(),
                        start.artifacts(),
                        start.childJobs(),
                        input.timeouts(),
                        start.parentPaused() ? input.turn().sooner() : input.turn()));
        Promise<Boolean> _ = ending.handle((outcome, failure) -> {
            ended(start.build(), outcome, failure);
            return true;
        });
    }

    void resume(String build) {
        tell(build, BuildWorkflow::resume);
    }

    void cancel(String build, String reason) {
        tell(build, workflow -> workflow.cancel(reason));
    }

    void cancelAll(String reason) {
        List.copyOf(running.keySet()).forEach(build -> cancel(build, reason));
    }

    /// What an ended build returned; nothing for one that never ran.
    ReturnedData returned(String build) {
        return returned.getOrDefault(build, ReturnedData.nothing());
    }

    void awaitAll() {
        Workflow.await(running::isEmpty);
    }

    private void ended(String build, @Nullable BuildOutcome outcome, @Nullable RuntimeException failure) {
        running.remove(build);
        BuildEnd end = outcome != null ? outcome.end() : broken(build, failure);
        ReturnedData data = outcome != null ? outcome.returned() : ReturnedData.nothing();
        returned.put(build, data);
        inbox.add(new BuildsetEvent.BuildEnded(build, end, data, Workflow.currentTimeMillis()));
    }

    /// A build workflow never fails unless it was terminated or has a defect, which another try would meet as well.
    private static BuildEnd broken(String build, @Nullable RuntimeException failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        LOG.error("build {} broke", build, failure);
        return new BuildEnd.Finished(
                BuildResult.ERROR,
                java.util.Optional.of(
                        "The build's workflow broke: " + (cause == null ? "unknown" : cause.getMessage())));
    }

    /// By the build's id and no run of it: a reset from the Temporal UI gives it another run.
    private void tell(String build, Consumer<BuildWorkflow> message) {
        BuildWorkflow child = running.get(build);
        if (child != null) {
            BuildWorkflow current = Workflow.newExternalWorkflowStub(BuildWorkflow.class, Ids.build(build));
            Promise<Boolean> _ = Async.procedure(() -> {
                        Workflow.getWorkflowExecution(child).get();
                        message.accept(current);
                    })
                    .handle((ok, gone) -> gone == null);
        }
    }
}
