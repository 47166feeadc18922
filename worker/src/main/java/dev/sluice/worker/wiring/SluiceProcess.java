package dev.sluice.worker.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import dev.sluice.activities.contract.LogStore;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.activities.docker.EngineClient;
import dev.sluice.activities.docker.Janitor;
import dev.sluice.activities.docker.Leftovers;
import dev.sluice.activities.docker.NodeWatch;
import dev.sluice.activities.git.Repositories;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.registry.issuer.TokenServer;
import dev.sluice.activities.step.ExecutorSettings;
import dev.sluice.activities.step.Places;
import dev.sluice.activities.store.FileTokenKeys;
import dev.sluice.activities.store.HistoryReader;
import dev.sluice.activities.store.SluiceDatabase;
import dev.sluice.activities.timer.TimerSchedules;
import dev.sluice.engine.secret.PublicKeyPem;
import dev.sluice.worker.api.ApiHealth;
import dev.sluice.worker.api.ApiInfo;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.worker.cli.CommandFailure;
import dev.sluice.worker.http.HttpServer;
import dev.sluice.worker.http.LogFiles;
import dev.sluice.worker.http.OpenIdProvider;
import dev.sluice.worker.http.RunningSite;
import dev.sluice.worker.settings.Settings;
import dev.sluice.workflows.port.ExecutorActivities;
import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.LandingActivities;
import dev.sluice.workflows.port.MailActivities;
import dev.sluice.workflows.port.NodeActivities;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.shell.Timeouts;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that one process runs: workers, HTTP, and the site's entity workflows, started in order and ended in
/// reverse.
public final class SluiceProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SluiceProcess.class);
    private static final Duration REGISTRATIONS_KEPT = Duration.ofDays(7);

    private final Settings settings;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    public SluiceProcess(Settings settings) {
        this.settings = settings;
    }

    /// Starts all parts; on a failure those that were started are ended.
    ///
    /// @return the public address
    public String start(String version) {
        try {
            TemporalConnection temporal = part(TemporalConnection.open(settings.temporal(), metrics));
            Injector injector = injector(temporal.client(), Stage.PRODUCTION);
            TenantFiles tenants = injector.getInstance(TenantFiles.class);
            part(injector.getInstance(SluiceDatabase.class));
            part(injector.getInstance(EngineClient.class));
            part(injector.getInstance(NodeWatch.class));
            part(injector.getInstance(Repositories.class));
            part(injector.getInstance(TokenServer.class));
            injector.getInstance(TokenIssuer.class).forgetOlderThan(REGISTRATIONS_KEPT);
            OpenBuilds open = new OpenBuilds(temporal.client());
            part(new Sweeper(injector.getInstance(Janitor.class), open, injector.getInstance(Places.class)))
                    .start();
            HttpServer http = part(http(injector, temporal, version));
            int port = listen(http);
            metrics.gauge("sluice_places_free", injector.getInstance(Places.class), Places::free);
            Workers workers = part(workers(injector, temporal.client()));
            workers.start();
            new SiteWorkflows(temporal.client(), timeouts()).start(tenants, settings);
            injector.getInstance(TimerSchedules.class).keepTenants(tenants.names());
            LOG.info("listening on {}:{}", settings.http().host(), port);
            return settings.http().publicUrl();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /// Removes what builds that are over left behind; for `sluice janitor`.
    public Leftovers.Count sweep() throws InterruptedException {
        TemporalConnection temporal = part(TemporalConnection.open(settings.temporal(), metrics));
        // Only what the janitor uses: a worker beside it has the ports.
        Injector injector = injector(temporal.client(), Stage.DEVELOPMENT);
        part(injector.getInstance(EngineClient.class));
        return injector.getInstance(Janitor.class).sweep(new OpenBuilds(temporal.client())::isOpen);
    }

    /// @throws RuntimeException as a part threw it, without Guice's account of who asked for the part
    private Injector injector(WorkflowClient client, Stage stage) {
        try {
            return wire(client, stage);
        } catch (CreationException failed) {
            throw failed.getErrorMessages().stream()
                    .map(Message::getCause)
                    .filter(RuntimeException.class::isInstance)
                    .map(RuntimeException.class::cast)
                    .findFirst()
                    .orElse(failed);
        }
    }

    private Injector wire(WorkflowClient client, Stage stage) {
        return Guice.createInjector(
                stage,
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        binder().requireExplicitBindings();
                        binder().requireAtInjectOnConstructors();
                        binder().requireExactBindingAnnotations();
                        binder().disableCircularProxies();
                        bind(Settings.class).toInstance(settings);
                    }

                    @Provides
                    @Singleton
                    WorkflowClient client() {
                        return client;
                    }
                },
                new StoresModule(),
                new GerritModule(),
                new MailModule(),
                new TenantsModule(),
                new NodesModule(),
                new RegistriesModule(),
                new StepsModule());
    }

    private static Workers workers(Injector injector, WorkflowClient client) {
        return new Workers(
                client,
                injector.getInstance(ExecutorSettings.class).hostQueue(),
                List.of(
                        injector.getInstance(TenantActivities.class),
                        injector.getInstance(TimerSchedules.class),
                        injector.getInstance(GerritActivities.class),
                        injector.getInstance(LandingActivities.class),
                        injector.getInstance(MailActivities.class),
                        injector.getInstance(HistoryActivities.class)),
                injector.getInstance(ExecutorActivities.class),
                injector.getInstance(NodeActivities.class),
                injector.getInstance(Places.class));
    }

    private HttpServer http(Injector injector, TemporalConnection temporal, String version) {
        ApiInfo info = new ApiInfo(
                version,
                temporal.address(),
                settings.temporal().namespace(),
                settings.temporal().ui().map(URI::toString).orElse(""));
        TenantFiles tenants = injector.getInstance(TenantFiles.class);
        TenantViews views = new TenantViews(temporal.client());
        ProjectKeys keys = injector.getInstance(ProjectKeys.class);
        SluiceDatabase database = injector.getInstance(SluiceDatabase.class);
        EngineClient engine = injector.getInstance(EngineClient.class);
        FileTokenKeys tokenKeys = injector.getInstance(FileTokenKeys.class);
        RunningSite site = new RunningSite(
                info,
                temporal.client(),
                new HistoryArchive(
                        injector.getInstance(HistoryReader.class), injector.getInstance(LogStore.class), info),
                () -> tenants.names().stream().map(views::tenant).toList(),
                () -> health(tenants, views, database, engine),
                injector.getInstance(TenantHolds.class)::of,
                (tenant, project) -> tenants.project(tenant, project)
                        .map(found -> PublicKeyPem.write(keys.keysOf(found).getPublic())),
                metrics::scrape);
        return new HttpServer(
                site,
                new LogFiles(settings.stateDirectory().resolve("logs")),
                new OpenIdProvider(tokenKeys.issuer(), tokenKeys::published),
                settings.http().host(),
                settings.http().port());
    }

    private static ApiHealth health(
            TenantFiles tenants, TenantViews views, SluiceDatabase database, EngineClient engine) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("database", database.answers() ? "ok" : "does not answer");
        parts.put("docker", engine.complaint().orElse("ok"));
        for (String tenant : tenants.names()) {
            ApiTenant view = views.tenant(tenant);
            parts.put("tenant " + tenant, view.layout().isEmpty() ? "not loaded yet" : "ok");
        }
        boolean ok = parts.values().stream().allMatch("ok"::equals);
        return new ApiHealth(ok ? "ok" : "not ready", parts);
    }

    private int listen(HttpServer http) {
        try {
            return http.start();
        } catch (JavalinBindException taken) {
            throw new CommandFailure("Cannot listen on " + settings.http().host() + ":"
                    + settings.http().port() + ": another process has that port. End it, or set 'http.listen' in "
                    + settings.file() + " to another address.");
        }
    }

    private Timeouts timeouts() {
        Timeouts standard = Timeouts.standard();
        return new Timeouts(
                standard.heartbeatSeconds(),
                standard.hostSilentSeconds(),
                settings.retries().attempts(),
                settings.retries().firstBackoff().toMillis(),
                settings.retries().longestBackoff().toMillis(),
                standard.eventsPerRun());
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception stuck) {
                LOG.warn("{} did not end cleanly: {}", part.getClass().getSimpleName(), stuck.getMessage());
            }
        }
    }
}
