package dev.sluice.worker.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.worker.settings.Settings;
import dev.sluice.workflows.WorkflowTypes;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TenantActivities.FoundJob;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.tenant.TenantInput;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The real tenant workflow, asked as a host and its janitor ask it.
final class TenantHoldsTest {
    private final TemporalConnection temporal = TemporalConnection.open(
            new Settings.Temporal(true, "", "default", Optional.empty()),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final WorkflowClient client = temporal.client();
    private final WorkerFactory workers = WorkerFactory.newInstance(client);
    private final TenantHolds holds = holds(Instant.now());

    @BeforeEach
    void start() {
        Worker worker = workers.newWorker("sluice");
        worker.registerWorkflowImplementationTypes(WorkflowTypes.options(), WorkflowTypes.all());
        worker.registerActivitiesImplementations(Proxy.newProxyInstance(
                TenantActivities.class.getClassLoader(),
                new Class<?>[] {TenantActivities.class},
                (_, method, _) -> switch (method.getName()) {
                    case "loadTenant" -> new TenantSnapshot("demo", "layout-1", List.of(), List.of(), List.of());
                    case "findJob" -> new FoundJob("review.example.com/org/app", "", "");
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
        workers.start();
        TenantWorkflow tenant = client.newWorkflowStub(
                TenantWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(Ids.tenant("demo"))
                        .setTaskQueue("sluice")
                        .build());
        WorkflowClient.start(tenant::run, TenantInput.fresh("demo", "", Timeouts.standard()));
        tenant.tenantReconfigure();
        tenant.autohold(new AutoholdRequest("org/app", "unit", ".*", "why?", 1, 60));
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        temporal.close();
    }

    @Test
    void holdsABuildOnceAndKeepsItForItsTime() {
        EndedBuild failed = ended("b1", "FAILURE");
        assertThat(holds.wants(failed)).isTrue();
        assertThat(holds.wants(ended("b0", "SUCCESS"))).isFalse();

        assertThat(holds.hold(failed, List.of("node"))).isTrue();

        assertThat(holds.wants(failed)).as("asked again after a crash").isTrue();
        assertThat(holds.hold(ended("b2", "FAILURE"), List.of("node"))).isFalse();
        assertThat(holds.now()).accepts("b1").rejects("b2");
        assertThat(holds(Instant.now().plusSeconds(120)).now()).rejects("b1");
    }

    @Test
    void letsGoWhenTheRequestIsDeleted() {
        assertThat(holds.hold(ended("b1", "FAILURE"), List.of("node"))).isTrue();
        client.newWorkflowStub(TenantWorkflow.class, Ids.tenant("demo")).autoholdDelete("0000000000");

        assertThat(holds.now()).rejects("b1");
    }

    @Test
    void aTenantThatNeverRanHoldsNothing() {
        assertThat(holds.of("other")).isEqualTo(Autoholds.none());
    }

    private TenantHolds holds(Instant now) {
        return new TenantHolds(client, "host-1", List.of("demo", "other"), InstantSource.fixed(now));
    }

    private static EndedBuild ended(String build, String result) {
        return new EndedBuild("demo", build, "review.example.com/org/app", "7,1", "unit", result);
    }
}
