package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.QueueView;
import dev.sluice.workflows.queue.QueueWorkflow.DequeueRequest;
import dev.sluice.workflows.queue.QueueWorkflow.PromoteRequest;
import dev.sluice.workflows.queue.QueueWorkflow.RerunRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where operators ask: what can be run again or taken out, and refusals in plain words.
final class QueueDesk {
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
            throw refused(
                    "RERUN-003",
                    "Buildset '" + request.buildset() + "' is not among the newest of this pipeline."
                            + " Enqueue its change again with 'sluice enqueue'.");
        }
        if (!item.get().ended().contains(request.buildset())) {
            throw refused(
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
                now);
    }

    void checkDequeue(QueueStatus status, DequeueRequest request) {
        List<QueueView.Item> live =
                QueuePages.items(status).filter(QueueView.Item::live).toList();
        boolean found = live.stream()
                .anyMatch(item -> item.subject().equals(request.subject())
                        && item.project().equals(request.project()));
        if (!found) {
            throw notThere("DEQUEUE-001", "'" + request.subject() + "' of '" + request.project() + "'", status, live);
        }
    }

    /// All or none: promoting a part would give another order than the one asked for.
    void checkPromote(QueueStatus status, PromoteRequest request) {
        List<QueueView.Item> live =
                QueuePages.items(status).filter(QueueView.Item::live).toList();
        List<String> unknown = request.subjects().stream()
                .filter(subject ->
                        live.stream().noneMatch(item -> item.subject().equals(subject)))
                .map(subject -> "'" + subject + "'")
                .toList();
        if (!unknown.isEmpty()) {
            throw notThere("PROMOTE-001", String.join(", ", unknown), status, live);
        }
    }

    private static ApplicationFailure notThere(
            String code, String what, QueueStatus status, List<QueueView.Item> live) {
        String known = live.stream()
                .map(item -> item.subject() + " of " + item.project())
                .collect(Collectors.joining(", "));
        return refused(
                code,
                what + " is not in pipeline '" + status.pipeline().pipeline() + "'. "
                        + (known.isEmpty() ? "It is empty." : "In it: " + known + "."));
    }

    private static ApplicationFailure refused(String code, String message) {
        return ApplicationFailure.newNonRetryableFailure(message, code);
    }
}
