package dev.sluice.activities.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.event.TimerEvents;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.workflows.port.TenantActivities.Routing;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A firing of a timer: one item for each branch of each project that has jobs for the pipeline (F96).
final class TimerRoutingTest {
    private static final Connections CONNECTIONS = Connections.gerrit("gerrit", "review.example.com");
    private static final Project CFG = project("cfg");
    private static final Project P = project("p");
    private static final Project Q = project("q");
    private static final String PIPELINE = """
            - pipeline:
                name: nightly
                manager: independent
                trigger: {timer: [{time: 0 2 * * *}, {time: 30 3 * * 6 20s}]}
            - job: {name: base, parent: null, run: run.yaml}
            """;

    private final MemoryTrees trees = new MemoryTrees();
    private final TenantActivitiesImpl tenants = new TenantActivitiesImpl(
            TenantFile.parse(
                            "main.yaml",
                            "- tenant: {name: t, source: {gerrit: {config-projects: [cfg], untrusted-projects: [p, q]}}}",
                            CONNECTIONS)
                    .value(),
            CONNECTIONS,
            trees,
            nobody(),
            new MemoryDocuments(),
            SecretProbe.TRUSTING,
            new Catalogue(List.of()),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @BeforeEach
    void push() {
        branch(CFG, "master", PIPELINE);
        branch(P, "master", "- project: {nightly: {jobs: [base]}}\n");
        branch(P, "stable", "");
        branch(Q, "master", "");
    }

    private static Project project(String name) {
        return new Project("gerrit", "review.example.com", name);
    }

    private void branch(Project project, String branch, String config) {
        trees.branch(project, branch, Map.of("zuul.yaml", config, "run.yaml", "- hosts: all\n  tasks: []\n"));
    }

    /// A firing is about branches: whoever asks for changes is wrong.
    private static Changes nobody() {
        return (Changes) Proxy.newProxyInstance(
                Changes.class.getClassLoader(), new Class<?>[] {Changes.class}, (_, method, _) -> {
                    throw new AssertionError(method.getName());
                });
    }

    private List<String> enqueued(String pipeline, String time) {
        TenantSnapshot loaded = tenants.loadTenant("t");
        TriggerEvent event = TimerEvents.of(pipeline, time, "key", 0);
        Routing routing = tenants.routeEvent("t", loaded.layout(), event);
        assertThat(routing.reconfigure()).isFalse();
        assertThat(routing.commands())
                .allSatisfy(command ->
                        assertThat(((Enqueue) command.event()).event()).isEqualTo(event.id()));
        return routing.commands().stream()
                .map(command -> command.pipeline() + ": "
                        + ((Enqueue) command.event()).subject().project().name() + " "
                        + ((Enqueue) command.event()).subject().id())
                .toList();
    }

    @Test
    void theLayoutTellsItsTimers() {
        assertThat(tenants.loadTenant("t").timers())
                .containsExactly(
                        new PipelineTimer("nightly", 0, "0 2 * * *"),
                        new PipelineTimer("nightly", 1, "30 3 * * 6 20s"));
    }

    @Test
    void everyBranchOfTheProjectsWithJobsIsEnqueued() {
        assertThat(enqueued("nightly", "30 3 * * 6 20s"))
                .containsExactly("nightly: p refs/heads/master", "nightly: p refs/heads/stable");
    }

    @Test
    void aFiringWhoseTimerOrPipelineIsGoneMeansNothing() {
        assertThat(enqueued("nightly", "0 4 * * *")).isEmpty();
        assertThat(enqueued("weekly", "0 2 * * *")).isEmpty();
    }
}
