package dev.sluice.worker.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.Sidecars;
import dev.sluice.activities.docker.DockerNodeActivities;
import dev.sluice.activities.docker.DockerNodeShell;
import dev.sluice.activities.docker.DockerSidecars;
import dev.sluice.activities.docker.EngineClient;
import dev.sluice.activities.docker.EngineSettings;
import dev.sluice.activities.docker.Janitor;
import dev.sluice.activities.docker.NodeLabel;
import dev.sluice.activities.docker.NodeWatch;
import dev.sluice.activities.docker.TemporalActivityLink;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.IntermediateRetention;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.role.RegistryAccess;
import dev.sluice.activities.step.ExecutorSettings;
import dev.sluice.activities.store.HistoryReader;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.settings.Settings.Label;
import dev.sluice.workflows.port.NodeActivities;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nodes and sidecars on this host's Docker engine.
final class NodesModule extends AbstractModule {
    private static final Duration WATCH_TURN = Duration.ofSeconds(3);

    @Provides
    @Singleton
    static EngineClient engine(Settings settings) {
        Map<String, NodeLabel> labels = new LinkedHashMap<>();
        settings.labels().forEach((name, label) -> labels.put(name, node(label)));
        return new EngineClient(new EngineSettings(
                settings.docker().host(),
                settings.instance(),
                labels,
                EngineSettings.Privilege.AUTO,
                settings.docker().advertiseHost(),
                settings.docker().hub().map(NodesModule::mirror),
                EngineSettings.DEFAULT_SUBNETS,
                settings.stateDirectory()));
    }

    @Provides
    @Singleton
    static NodeWatch watch(EngineClient engine) {
        return new NodeWatch(engine, WATCH_TURN);
    }

    @Provides
    @Singleton
    static NodeActivities nodes(
            EngineClient engine, NodeWatch watch, WorkflowClient client, TokenIssuer issuer, TenantHolds holds) {
        return new DockerNodeActivities(
                engine, watch, new TemporalActivityLink(client.newActivityCompletionClient()), issuer::forget, holds);
    }

    @Provides
    @Singleton
    static TenantHolds holds(WorkflowClient client, ExecutorSettings executor, TenantFiles tenants) {
        return new TenantHolds(client, executor.hostQueue(), tenants.names(), InstantSource.system());
    }

    @Provides
    @Singleton
    static NodeShell shell(EngineClient engine) {
        return new DockerNodeShell(engine);
    }

    @Provides
    @Singleton
    static Sidecars sidecars(EngineClient engine) {
        return new DockerSidecars(engine);
    }

    @Provides
    @Singleton
    static Janitor janitor(EngineClient engine, List<Janitor.Chore> chores, TenantHolds holds) {
        return new Janitor(engine, chores, holds::now);
    }

    @Provides
    @Singleton
    static List<Janitor.Chore> chores(
            Settings settings,
            TokenIssuer issuer,
            RegistryAccess registries,
            WorkflowClient client,
            TenantFiles tenants,
            Provider<HistoryReader> history) {
        List<Janitor.Chore> chores = new ArrayList<>(List.of(issuer::forgetClosed));
        settings.intermediate().ifPresent(intermediate -> {
            IntermediateRetention retention = retention(intermediate, registries);
            LiveSources sources = new LiveSources(client, tenants, () -> opened(history));
            chores.add(open -> retention.sweep(() -> new NeededBuilds(sources, open).now()));
        });
        return List.copyOf(chores);
    }

    /// A database that cannot be opened is told as what it is, without Guice's account of who asked for it.
    private static HistoryReader opened(Provider<HistoryReader> history) {
        try {
            return history.get();
        } catch (ProvisionException failed) {
            throw failed.getCause() instanceof InfrastructureFailure known ? known : failed;
        }
    }

    private static IntermediateRetention retention(Settings.Intermediate intermediate, RegistryAccess registries) {
        Credential credential =
                new Credential(intermediate.username(), SecretFiles.password(intermediate.passwordFile()));
        return new IntermediateRetention(
                new RegistryEndpoint(intermediate.url(), Optional.empty(), Optional.of(credential)),
                registries.trusted(),
                registries.patience(),
                intermediate.keep(),
                registries.clock());
    }

    private static NodeLabel node(Label label) {
        return new NodeLabel(label.image(), label.engine(), label.command(), Map.of(), Map.of());
    }

    private static EngineSettings.HubMirror mirror(Settings.Hub hub) {
        return new EngineSettings.HubMirror(hub.url().toString(), hub.caFile().map(SecretFiles::text));
    }
}
