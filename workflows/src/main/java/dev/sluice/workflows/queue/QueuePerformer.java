package dev.sluice.workflows.queue;

import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.event.EngineEvents;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueAction.StartBuildset;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueState;
import dev.sluice.workflows.buildset.BuildsetInput;
import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.shell.Entities;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Outbox;
import dev.sluice.workflows.shell.Signals;
import dev.sluice.workflows.shell.Turn;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Performs the planner's actions for one pipeline.
final class QueuePerformer {
    private final QueueInput input;
    private final RecentItems recent;
    private final QueueCalls calls;
    private final Map<String, Outbox<BuildsetEvent>> buildsets = new LinkedHashMap<>();

    QueuePerformer(QueueInput input, Inbox<QueueEvent> inbox, RecentItems recent, Defects defects) {
        this.input = input;
        this.recent = recent;
        calls = new QueueCalls(input, inbox, defects);
    }

    /// What an event means to this pipeline as it is now.
    QueueEvent completed(QueueEvent event, QueueState state) {
        List<Subject> subjects = state.subjects();
        return event instanceof QueueEvent.Reconfigured news && !subjects.isEmpty()
                ? calls.seated(news, subjects)
                : event;
    }

    void perform(QueueAction action, QueueState state) {
        switch (action) {
            case StartBuildset start -> start(start, state);
            case QueueAction.CancelBuildset(String buildset, String reason) ->
                tell(buildset, new BuildsetEvent.CancelRequested(reason, now()));
            case QueueAction.MeetRequirements(String buildset, String job, var artifacts) ->
                tell(buildset, new BuildsetEvent.RequirementsMet(job, artifacts, now()));
            case QueueAction.FailRequirements(String buildset, String job, String detail) ->
                tell(buildset, new BuildsetEvent.RequirementsFailed(job, detail, now()));
            case QueueAction.HoldBuildset(String buildset, boolean held) ->
                tell(buildset, new BuildsetEvent.HeldByItemAhead(held, now()));
            case QueueAction.RunReporterJobs(String buildset) -> tell(buildset, new BuildsetEvent.ItemReported(now()));
            case QueueAction.Announce announced -> tellTenant(announced.event(), announced.change());
            case QueueAction.EnqueueAgain(Change change) -> tellTenant(EngineEvents.ENQUEUE_AGAIN, change);
            case QueueAction.Supersede(List<String> pipelines, Subject subject) ->
                pipelines.forEach(pipeline -> supersede(pipeline, subject));
            case QueueAction.LookUpArtifacts lookUp -> calls.begin(lookUp);
            case QueueAction.Report report -> calls.begin(report);
            case QueueAction.RecordBuildset end -> calls.begin(end);
            case QueueAction.CompareLanded compare -> calls.begin(compare);
            case QueueAction.SendMail send -> calls.begin(send);
        }
    }

    /// Waits until every buildset was told what it must know.
    void flush() {
        List.copyOf(buildsets.values()).forEach(Outbox::flush);
    }

    /// What was begun and not answered; the next run begins it again.
    List<QueueAction> pending() {
        return calls.pending();
    }

    private void start(StartBuildset start, QueueState state) {
        String id = Ids.buildset(start.buildset());
        String tenant = input.rules().tenant();
        String pipeline = input.rules().name();
        BuildsetWorkflow buildset = Entities.newChild(
                BuildsetWorkflow.class,
                id,
                Labels.ofItem(
                        tenant,
                        pipeline,
                        start.subject().project().canonicalName(),
                        start.subject().id()),
                pipeline + ": " + start.subject().id() + " of "
                        + start.subject().project().name());
        BuildsetInput attempt = new BuildsetInput(
                tenant,
                pipeline,
                state.layout(),
                start.buildset(),
                start.subject(),
                start.cycle(),
                start.ahead(),
                start.held(),
                start.rerunOf(),
                start.event(),
                input.timeouts(),
                Turn.of(state.rules().precedence(), tenant + " " + pipeline + " " + start.line()));
        Entities.ensureStarted(buildset, () -> Workflow.getWorkflowExecution(buildset), () -> buildset.run(attempt));
        recent.started(start.subject(), start.buildset());
    }

    /// The tenant finds out who is meant, as for any event.
    private void tellTenant(String type, Change change) {
        String key = Ids.queue(input.rules().tenant(), input.rules().name()) + "/" + Workflow.randomUUID();
        TriggerEvent event = EngineEvents.of(type, input.rules().name(), change, key, now() / 1000);
        TenantWorkflow tenant = Workflow.newExternalWorkflowStub(
                TenantWorkflow.class, Ids.tenant(input.rules().tenant()));
        Promise<Void> _ = Async.procedure(() -> Signals.arrived(() -> tenant.event(event)));
    }

    /// A pipeline that never ran has nothing to lose.
    private void supersede(String pipeline, Subject subject) {
        QueueWorkflow other = Workflow.newExternalWorkflowStub(
                QueueWorkflow.class, Ids.queue(input.rules().tenant(), pipeline));
        QueueEvent leave =
                new QueueEvent.Dequeue(subject.id(), subject.project().canonicalName(), now());
        Promise<Void> _ = Async.procedure(() -> Signals.arrived(() -> other.event(leave)));
    }

    private void tell(String buildset, BuildsetEvent event) {
        buildsets
                .computeIfAbsent(buildset, id -> {
                    BuildsetWorkflow stub = Workflow.newExternalWorkflowStub(BuildsetWorkflow.class, Ids.buildset(id));
                    return new Outbox<>(events -> events.forEach(stub::event));
                })
                .add(event);
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
