package dev.sluice.worker.http;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.queue.QueueView;
import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiItem;
import dev.sluice.worker.api.ApiQueue;
import dev.sluice.workflows.build.BuildView;
import dev.sluice.workflows.build.BuildWorkflow;
import dev.sluice.workflows.buildset.BuildsetView;
import dev.sluice.workflows.buildset.BuildsetWorkflow;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return lines(tenant, pipeline).stream()
                .filter(line -> !line.items().isEmpty())
                .map(line -> new ApiQueue(
                        pipeline,
                        line.name(),
                        line.items().stream().map(LiveBuildsets::item).toList()))
                .toList();
    }

    /// Running buildsets of a pipeline's items.
    List<ApiBuildset> buildsets(String tenant, String pipeline) {
        return lines(tenant, pipeline).stream()
                .flatMap(line -> line.items().stream())
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
                item.subject(),
                Subjects.change(item.subject()),
                Subjects.patchset(item.subject()),
                item.url(),
                "",
                false,
                "",
                "",
                item.enqueuedAtEpochMilli(),
                0,
                temporalUrl.apply(Ids.buildset(item.buildset())),
                List.of());
    }

    private static ApiItem item(QueueView.Item item) {
        List<ApiBuild> jobs = item.jobs().stream().map(job -> job(item, job)).toList();
        boolean failing = item.jobs().stream()
                .anyMatch(job -> job.voting()
                        && job.result().filter(LiveBuildsets::isFailure).isPresent());
        return new ApiItem(item.subject(), item.project(), item.url(), item.live(), failing, item.buildset(), jobs);
    }

    private static ApiBuild job(QueueView.Item item, QueueView.Job job) {
        String note = job.waitsFor().isEmpty() ? "" : "waits for " + String.join(", ", job.waitsFor());
        return new ApiBuild(
                job.build(),
                item.buildset(),
                job.name(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.result().map(Enum::name).orElse(""),
                0,
                job.voting(),
                "",
                note,
                0,
                0);
    }

    private static boolean isFailure(BuildResult result) {
        return result != BuildResult.SUCCESS && result != BuildResult.SKIPPED && result != BuildResult.RETRY;
    }

    private List<QueueView.Line> lines(String tenant, String pipeline) {
        return ask(() -> client.newWorkflowStub(QueueWorkflow.class, Ids.queue(tenant, pipeline))
                        .view())
                .map(status -> status.pipeline().queues())
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
