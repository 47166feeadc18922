package dev.sluice.workflows.tenant;

import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.queue.QueueEvents;
import dev.sluice.workflows.queue.QueueInput;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Entities;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Signals;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The queues of a tenant: started when first needed, told by signal.
final class Queues {
    private final TenantInput input;
    private final String tenant;
    private final Notes notes;
    private final SequencedSet<String> started;

    Queues(TenantInput input, Notes notes, List<String> started) {
        this.input = input;
        this.tenant = input.tenant();
        this.notes = notes;
        this.started = new LinkedHashSet<>(started);
    }

    /// Hands commands on, each pipeline's in one signal and in order.
    void deliver(TenantSnapshot snapshot, List<QueueCommand> commands) {
        Map<String, List<QueueEvent>> byPipeline = new LinkedHashMap<>();
        for (QueueCommand command : commands) {
            byPipeline
                    .computeIfAbsent(command.pipeline(), name -> new ArrayList<>())
                    .add(command.event());
        }
        byPipeline.forEach((pipeline, events) -> deliver(snapshot, pipeline, events));
    }

    /// Tells all queues of a new layout.
    void reconfigured(TenantSnapshot snapshot) {
        List<String> kept =
                snapshot.pipelines().stream().map(PipelineRules::name).toList();
        // A queue without a pipeline empties itself (A78); it takes events again when the pipeline comes back.
        started.stream()
                .filter(name -> !kept.contains(name))
                .forEach(name -> tell(name, List.of(new QueueEvent.PipelineRemoved(Workflow.currentTimeMillis()))));
        for (PipelineRules rules : snapshot.pipelines()) {
            if (started.contains(rules.name())) {
                deliver(snapshot, rules.name(), List.of(news(snapshot, rules)));
            }
        }
    }

    List<String> list() {
        return List.copyOf(started);
    }

    private void deliver(TenantSnapshot snapshot, String pipeline, List<QueueEvent> events) {
        Optional<PipelineRules> rules = snapshot.pipelines().stream()
                .filter(one -> one.name().equals(pipeline))
                .findFirst();
        if (rules.isEmpty()) {
            notes.add("No pipeline '" + pipeline + "' to tell of " + events.size() + " events.");
            return;
        }
        if (!started.contains(pipeline)) {
            start(snapshot, rules.get());
        }
        if (!tell(pipeline, events)) {
            // Somebody terminated the queue: it begins again, empty.
            start(snapshot, rules.get());
            if (!tell(pipeline, events)) {
                notes.add("Queue '" + pipeline + "' takes no events; lost " + events.size() + ".");
            }
        }
    }

    private void start(TenantSnapshot snapshot, PipelineRules rules) {
        QueueWorkflow queue = Entities.newChild(
                QueueWorkflow.class,
                Ids.queue(tenant, rules.name()),
                Labels.ofQueue(tenant, rules.name()),
                "pipeline " + rules.name() + " of " + tenant);
        boolean fresh = Entities.ensureStarted(
                queue,
                () -> Workflow.getWorkflowExecution(queue),
                () -> queue.run(QueueInput.fresh(rules, snapshot.layout(), input.publicUrl(), input.timeouts())));
        started.add(rules.name());
        if (!fresh) {
            tell(rules.name(), List.of(news(snapshot, rules)));
        }
    }

    private boolean tell(String pipeline, List<QueueEvent> events) {
        QueueWorkflow queue = Workflow.newExternalWorkflowStub(QueueWorkflow.class, Ids.queue(tenant, pipeline));
        return Signals.arrived(() -> queue.events(new QueueEvents(events)));
    }

    private static QueueEvent news(TenantSnapshot snapshot, PipelineRules rules) {
        return new QueueEvent.Reconfigured(snapshot.layout(), rules, List.of(), Workflow.currentTimeMillis());
    }
}
