package dev.sluice.worker.http;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiItem;
import dev.sluice.worker.api.ApiQueue;
import dev.sluice.workflows.build.BuildView;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.buildset.BuildsetView;
import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.queue.QueueView;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What runs now, asked from the workflows themselves.
final class LiveBuildsets {
    private final WorkflowClient client;
    private final Function<String, String> temporalUrl;

    /// @param temporalUrl workflow id → its page in the Temporal UI, or empty
    LiveBuildsets(WorkflowClient client, Function<String, String> temporalUrl) {
        this.client = client;
        this.temporalUrl = temporalUrl;
    }

    /// The queues of a pipeline that hold something.
    List<ApiQueue> queues(String tenant, String pipeline) {
        Map<String, List<ApiItem>> queues = new LinkedHashMap<>();
        for (QueueView.Item item : items(tenant, pipeline)) {
            queues.computeIfAbsent(item.queue(), name -> new ArrayList<>()).add(item(item));
        }
        return queues.entrySet().stream()
                .map(queue -> new ApiQueue(pipeline, queue.getKey(), queue.getValue()))
                .toList();
    }

    /// Running buildsets of a pipeline's items.
    List<ApiBuildset> buildsets(String tenant, String pipeline) {
        return items(tenant, pipeline).stream()
                .filter(item -> !item.buildset().isEmpty())
                .map(item -> buildset(item.buildset()).orElseGet(() -> starting(tenant, pipeline, item)))
                .toList();
    }

    /// A buildset whose workflow can be asked, with its parked steps.
    Optional<ApiBuildset> buildset(String uuid) {
        return ask(() -> client.newWorkflowStub(BuildsetWorkflow.class, Ids.buildset(uuid))
                        .view())
                .map(this::buildset);
    }

    private ApiBuildset buildset(BuildsetView view) {
        List<ApiBuild> builds = new ArrayList<>();
        for (BuildsetView.JobLine job : view.jobs()) {
            boolean runs = job.result().isEmpty() && !job.build().isEmpty();
            Optional<BuildView> build = runs ? build(job.build()) : Optional.empty();
            builds.add(build(view.buildset(), job, build));
        }
        return new ApiBuildset(
                view.buildset(),
                view.tenant(),
                view.pipeline(),
                view.project(),
                view.change(),
                Subjects.change(view.change()),
                Subjects.patchset(view.change()),
                view.url(),
                view.result(),
                false,
                "",
                0,
                0,
                temporalUrl.apply(Ids.buildset(view.buildset())),
                builds);
    }

    Optional<BuildView> build(String uuid) {
        return ask(() ->
                client.newWorkflowStub(BuildWorkflow.class, Ids.build(uuid)).view());
    }

    private static ApiBuild build(String buildset, BuildsetView.JobLine job, Optional<BuildView> build) {
        String note = build.stream()
                .flatMap(view -> view.parked().stream())
                .map(parked -> "step " + parked.step() + " '" + parked.name() + "': " + parked.message())
                .findFirst()
                .orElse(job.detail());
        boolean parked = build.map(view -> !view.parked().isEmpty()).orElse(false);
        return new ApiBuild(
                job.build(),
                buildset,
                job.job(),
                parked ? "parked" : job.state(),
                job.result(),
                job.attempt(),
                job.voting(),
                build.map(BuildView::logUrl).filter(url -> !url.isEmpty()).orElse(job.log()),
                note,
                0,
                0);
    }

    private ApiBuildset starting(String tenant, String pipeline, QueueView.Item item) {
        return new ApiBuildset(
                item.buildset(),
                tenant,
                pipeline,
                item.project(),
                item.change(),
                Subjects.change(item.change()),
                Subjects.patchset(item.change()),
                item.url(),
                "",
                false,
                "",
                item.enqueuedAtEpochMilli(),
                0,
                temporalUrl.apply(Ids.buildset(item.buildset())),
                List.of());
    }

    private static ApiItem item(QueueView.Item item) {
        List<ApiBuild> jobs = item.jobs().stream()
                .map(job -> new ApiBuild(
                        job.build(),
                        item.buildset(),
                        job.job(),
                        job.state(),
                        job.result(),
                        0,
                        job.voting(),
                        "",
                        "",
                        0,
                        0))
                .toList();
        return new ApiItem(
                item.change(), item.project(), item.url(), item.live(), item.failing(), item.buildset(), jobs);
    }

    private List<QueueView.Item> items(String tenant, String pipeline) {
        return ask(() -> client.newWorkflowStub(QueueWorkflow.class, Ids.queue(tenant, pipeline))
                        .view())
                .map(QueueView::items)
                .orElse(List.of());
    }

    /// A workflow that was never started, or is gone, has no answer.
    private static <T> Optional<T> ask(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (WorkflowException unanswered) {
            return Optional.empty();
        }
    }
}
