package dev.sluice.worker.http;

import dev.sluice.engine.autohold.Autohold;
import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.worker.api.ApiAutohold;
import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiHealth;
import dev.sluice.worker.api.ApiInfo;
import dev.sluice.worker.api.ApiQueue;
import dev.sluice.worker.api.ApiTenant;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The site of this process: live state from the workflows, the rest from the history.
public final class RunningSite implements Site {
    private final ApiInfo info;
    private final Archive archive;
    private final LiveBuildsets live;
    private final Supplier<List<ApiTenant>> tenants;
    private final Supplier<ApiHealth> health;
    private final Function<String, Autoholds> autoholds;
    private final PublicKeys keys;
    private final Supplier<String> metrics;

    public RunningSite(
            ApiInfo info,
            WorkflowClient client,
            Archive archive,
            Supplier<List<ApiTenant>> tenants,
            Supplier<ApiHealth> health,
            Function<String, Autoholds> autoholds,
            PublicKeys keys,
            Supplier<String> metrics) {
        this.info = info;
        this.archive = archive;
        this.live = new LiveBuildsets(client, id -> temporalUrl(info, id));
        this.tenants = tenants;
        this.health = health;
        this.autoholds = autoholds;
        this.keys = keys;
        this.metrics = metrics;
    }

    /// Finds a project's public key.
    public interface PublicKeys {
        Optional<String> find(String tenant, String project);
    }

    /// The page of a workflow in the Temporal UI, empty without one.
    public static String temporalUrl(ApiInfo info, String workflow) {
        return info.temporalUi().isEmpty()
                ? ""
                : info.temporalUi() + "/namespaces/" + info.temporalNamespace() + "/workflows/"
                        + workflow.replace("/", "%2F");
    }

    @Override
    public ApiInfo info() {
        return info;
    }

    @Override
    public ApiHealth health() {
        return health.get();
    }

    @Override
    public List<ApiTenant> tenants() {
        return tenants.get();
    }

    @Override
    public Optional<List<ApiQueue>> status(String tenant) {
        return tenants.get().stream()
                .filter(each -> each.name().equals(tenant))
                .findFirst()
                .map(each -> each.pipelines().stream()
                        .flatMap(pipeline -> live.queues(tenant, pipeline).stream())
                        .toList());
    }

    @Override
    public Optional<List<ApiAutohold>> autoholds(String tenant) {
        return tenants.get().stream()
                .filter(each -> each.name().equals(tenant))
                .findFirst()
                .map(each -> autoholds.apply(tenant).requests().stream()
                        .map(request -> autohold(tenant, request))
                        .toList());
    }

    private static ApiAutohold autohold(String tenant, Autohold request) {
        return new ApiAutohold(
                request.id(),
                tenant,
                request.project(),
                request.job(),
                request.refFilter(),
                request.maxCount(),
                request.held().size(),
                request.nodeHoldExpiration(),
                request.reason(),
                request.held().stream()
                        .map(held ->
                                new ApiAutohold.Held(held.build(), held.host(), held.nodes(), held.untilEpochMilli()))
                        .toList());
    }

    @Override
    public List<ApiBuildset> buildsets(String tenant, int change, int limit) {
        Map<String, ApiBuildset> found = new LinkedHashMap<>();
        for (ApiBuildset ended : archive.buildsets(tenant, change, limit)) {
            found.put(ended.uuid(), ended);
        }
        for (ApiTenant each : tenants.get()) {
            if (each.name().equals(tenant)) {
                each.pipelines()
                        .forEach(pipeline -> live.buildsets(tenant, pipeline).stream()
                                .filter(buildset -> change == 0 || buildset.change() == change)
                                .forEach(buildset -> found.merge(buildset.uuid(), buildset, RunningSite::newer)));
            }
        }
        List<ApiBuildset> newestFirst = new ArrayList<>(found.values());
        newestFirst.sort(Comparator.comparing((ApiBuildset each) -> each.reported())
                .thenComparing(Comparator.comparingLong(ApiBuildset::startedAt).reversed()));
        return newestFirst.stream().limit(limit).toList();
    }

    @Override
    public Optional<ApiBuildset> buildset(String uuid) {
        Optional<ApiBuildset> ended = archive.buildset(uuid);
        if (ended.isEmpty() || ended.get().reported()) {
            return ended.or(() -> live.buildset(uuid));
        }
        return live.buildset(uuid)
                .map(running -> running.begunAt(ended.get().startedAt()))
                .or(() -> ended);
    }

    @Override
    public Optional<ApiBuild> build(String uuid) {
        Optional<ApiBuild> ended = archive.build(uuid);
        return ended.isPresent() ? ended : live.build(uuid).map(RunningSite::running);
    }

    @Override
    public Optional<String> publicKey(String tenant, String project) {
        return keys.find(tenant, project);
    }

    @Override
    public String metrics() {
        return metrics.get();
    }

    /// An ended buildset is told by the history, a running one by its workflow, but for its begin; while its item is
    /// queued, its
    /// report is still under way.
    private static ApiBuildset newer(ApiBuildset archived, ApiBuildset running) {
        return archived.endedAt() > 0 ? archived.notReported() : running.begunAt(archived.startedAt());
    }

    private static ApiBuild running(dev.sluice.workflows.build.BuildView view) {
        String note = view.parked().isEmpty() ? "" : view.parked().getFirst().message();
        return new ApiBuild(
                view.build(),
                view.buildset(),
                view.job(),
                view.state(),
                view.result(),
                view.attempt(),
                true,
                view.logUrl(),
                note,
                0,
                0);
    }
}
