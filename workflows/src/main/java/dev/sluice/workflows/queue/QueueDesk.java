package dev.sluice.workflows.queue;

import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.QueueState;
import dev.sluice.workflows.queue.QueueWorkflow.DequeueRequest;
import dev.sluice.workflows.queue.QueueWorkflow.PromoteRequest;
import dev.sluice.workflows.queue.QueueWorkflow.RerunRequest;
import dev.sluice.workflows.shell.Refusal;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where operators ask: what can be run again or taken out, and refusals in plain words.
final class QueueDesk {
    private static final int SHOWN = 20;

    private final RecentItems recent;

    QueueDesk(RecentItems recent) {
        this.recent = recent;
    }

    /// Remembers what operators may want again; called before the planner's actions are performed.
    void seen(QueueEvent event) {
        switch (event) {
            case Enqueue enqueue -> recent.enqueued(enqueue);
            case QueueEvent.BuildsetCompleted completed -> recent.ended(completed.buildset());
            case QueueEvent.ConfigurationRefused refused -> recent.ended(refused.buildset());
            case QueueEvent.MergeConflicted conflicted -> recent.ended(conflicted.buildset());
            default -> {}
        }
    }

    List<RecentItem> recent() {
        return recent.list();
    }

    String enqueued(Enqueue enqueue, String pipeline) {
        String buildset = recent.newestBuildset(enqueue.subject());
        return enqueue.subject().id() + " is enqueued in " + pipeline
                + (buildset.isEmpty() ? "." : " as buildset " + buildset + ".");
    }

    void checkRerun(RerunRequest request) {
        Optional<RecentItem> item = recent.of(request.buildset());
        if (item.isEmpty()) {
            throw Refusal.of(
                    "RERUN-003",
                    "Buildset '" + request.buildset() + "' is not among the newest of this pipeline."
                            + " Enqueue its change again with 'sluice enqueue'.");
        }
        if (!item.get().ended().contains(request.buildset())) {
            throw Refusal.of(
                    "RERUN-004",
                    "Buildset '" + request.buildset() + "' of "
                            + item.get().enqueue().subject().id()
                            + " still runs. Wait for its end, or run a parked step again with 'sluice rerun BUILD'.");
        }
    }

    Enqueue rerun(RerunRequest request, long now) {
        Enqueue earlier = recent.of(request.buildset()).orElseThrow().enqueue();
        return new Enqueue(
                earlier.subject(),
                earlier.place(),
                earlier.neighbours(),
                false,
                true,
                request.failedOnly() ? Optional.of(new QueueEvent.Rerun(request.buildset())) : Optional.empty(),
                earlier.event(),
                now);
    }

    void checkDequeue(QueueState state, DequeueRequest request) {
        boolean found = state.movable().stream()
                .anyMatch(subject -> subject.id().equals(request.subject())
                        && (subject.project().name().equals(request.project())
                                || subject.project().canonicalName().equals(request.project())));
        if (!found) {
            throw notInLine("DEQUEUE-001", "'" + request.subject() + "' of '" + request.project() + "'", state);
        }
    }

    /// All or none: promoting a part would give another order than the one asked for.
    void checkPromote(QueueState state, PromoteRequest request) {
        List<String> inLine = state.movable().stream().map(Subject::id).toList();
        String unknown = request.subjects().stream()
                .filter(subject -> !inLine.contains(subject))
                .map(subject -> "'" + subject + "'")
                .collect(Collectors.joining(" and "));
        if (!unknown.isEmpty()) {
            throw notInLine("PROMOTE-001", unknown, state);
        }
    }

    /// What is about to merge is in line no more.
    private static ApplicationFailure notInLine(String code, String what, QueueState state) {
        List<Subject> inLine = state.movable();
        String known = inLine.stream()
                .limit(SHOWN)
                .map(subject -> subject.id() + " of " + subject.project().name())
                .collect(Collectors.joining(", "));
        return Refusal.of(
                code,
                what + " is not in line in pipeline '" + state.rules().name() + "'. "
                        + (known.isEmpty() ? "Nothing is." : "In line: " + known + ".")
                        + (inLine.size() > SHOWN ? " And " + (inLine.size() - SHOWN) + " more." : ""));
    }
}
