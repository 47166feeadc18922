package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.buildset.BuildsetState;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import dev.sluice.workflows.queue.QueueEvents;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Outbox;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/// Performs the planner's actions for one buildset.
final class BuildsetPerformer {
    private final BuildsetInput input;
    private final Inbox<BuildsetEvent> inbox;
    private final Outbox<QueueEvent> queue;
    private final BuildChildren builds;
    private final SemaphoreDesk semaphores;
    private final BuildRecords records;
    private final ItemPreparation preparation;
    private Optional<CancellationScope> preparing = Optional.empty();
    private boolean stillPreparing;
    private Optional<String> result = Optional.empty();

    BuildsetPerformer(BuildsetInput input, Inbox<BuildsetEvent> inbox) {
        this.input = input;
        this.inbox = inbox;
        QueueWorkflow stub =
                Workflow.newExternalWorkflowStub(QueueWorkflow.class, Ids.queue(input.tenant(), input.pipeline()));
        queue = new Outbox<>(events -> stub.events(new QueueEvents(events)));
        builds = new BuildChildren(input, inbox);
        semaphores = new SemaphoreDesk(input, inbox);
        records = new BuildRecords(input);
        preparation = new ItemPreparation(input);
    }

    void perform(BuildsetAction action) {
        switch (action) {
            case BuildsetAction.StartBuild start -> builds.start(start);
            case BuildsetAction.ResumeBuild(String build) -> builds.resume(build);
            case BuildsetAction.CancelBuild(String build, String reason) -> builds.cancel(build, reason);
            case BuildsetAction.AcquireSemaphores acquire -> semaphores.acquire(acquire.job(), acquire.semaphores());
            case BuildsetAction.ReleaseSemaphores release -> semaphores.release(release.job());
            case BuildsetAction.TellQueue tell ->
                queue.add(new QueueEvent.JobProgressed(input.buildset(), tell.progress(), now()));
            case BuildsetAction.RecordBuild build ->
                records.add(build, builds.returned(build.report().build()));
            case BuildsetAction.Reportable(var reports) ->
                queue.add(new QueueEvent.BuildsetReportable(input.buildset(), reports, now()));
            case BuildsetAction.Complete(BuildResult all, var reports) -> {
                result = Optional.of(all.name());
                queue.add(new QueueEvent.BuildsetCompleted(input.buildset(), all, reports, now()));
            }
        }
    }

    void prepare() {
        stillPreparing = true;
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            Promise<Void> _ = Async.procedure(this::prepareNow);
        });
        preparing = Optional.of(scope);
        scope.run();
    }

    boolean ended() {
        return result.isPresent();
    }

    String result() {
        return result.orElseThrow();
    }

    /// Ends the attempt without a verdict on the change.
    void giveUp(String why) {
        result = Optional.of(BuildResult.ERROR.name());
        builds.cancelAll(why);
        queue.add(new QueueEvent.BuildsetCompleted(input.buildset(), BuildResult.ERROR, List.of(), now()));
    }

    /// Waits for everything that was started.
    void finish() {
        preparing.ifPresent(CancellationScope::cancel);
        Workflow.await(() -> !stillPreparing);
        builds.awaitAll();
        semaphores.releaseAll();
        records.awaitAll();
        Labels.ended(result());
        queue.flush();
    }

    void semaphoreGranted(String job, String semaphore) {
        semaphores.granted(job, semaphore);
    }

    void show(BuildsetState state) {
        Workflow.setCurrentDetails(BuildsetPages.markdown(view(state)));
    }

    BuildsetView view(BuildsetState state) {
        return BuildsetPages.view(input, state, result.orElse(""));
    }

    private void prepareNow() {
        try {
            prepared(preparation.prepare());
        } catch (CanceledFailure notWanted) {
            inbox.add(new BuildsetEvent.CancelRequested("not wanted any more", now()));
        } finally {
            stillPreparing = false;
        }
    }

    private void prepared(Preparation preparation) {
        if (ended()) {
            return;
        }
        switch (preparation) {
            case Preparation.Prepared ok -> {
                // The planner must know the jobs before the queue can answer what they require.
                List<BuildsetEvent.CarriedResult> carried = this.preparation.begin(ok);
                if (ended()) {
                    return;
                }
                builds.know(ok);
                semaphores.know(ok.semaphores());
                Labels.state("running");
                inbox.add(new BuildsetEvent.Prepared(ok.jobs(), ok.failFast(), carried, now()));
                queue.add(new QueueEvent.BuildsetPrepared(
                        input.buildset(), ok.graph(), ok.jobs(), ok.projectInPipeline(), ok.warnings(), now()));
            }
            case Preparation.Refused(var problems, boolean more) ->
                endWith("CONFIG_ERROR", new QueueEvent.ConfigurationRefused(input.buildset(), problems, more, now()));
            case Preparation.Conflict(String detail, List<String> files) ->
                endWith("MERGE_CONFLICT", new QueueEvent.MergeConflicted(input.buildset(), detail, files, now()));
        }
    }

    private void endWith(String unprepared, QueueEvent news) {
        result = Optional.of(unprepared);
        queue.add(news);
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
