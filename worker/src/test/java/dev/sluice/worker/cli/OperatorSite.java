package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiInfo;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.worker.http.HttpServer;
import dev.sluice.worker.http.LogFiles;
import dev.sluice.worker.http.OpenIdProvider;
import dev.sluice.worker.http.Site;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.wiring.TemporalConnection;
import dev.sluice.workflows.WorkflowTypes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;

/// What an operator's commands talk to: the real HTTP interface and an in-memory Temporal, with workflows that only
/// answer.
final class OperatorSite implements AutoCloseable {
    private static final String QUEUE = "operators";

    /// Answers of the HTTP interface by the name of the [Site]'s method.
    final Map<String, Object> answers = new ConcurrentHashMap<>();

    private final TemporalConnection temporal;
    private final WorkerFactory workers;
    private final HttpServer http;
    private final int port;

    OperatorSite(Path logs, Class<?>... workflows) {
        temporal = TemporalConnection.open(
                new Settings.Temporal(true, "", "default", java.util.Optional.empty()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        workers = WorkerFactory.newInstance(temporal.client());
        workers.newWorker(QUEUE).registerWorkflowImplementationTypes(WorkflowTypes.options(), workflows);
        workers.start();
        answers.put("info", new ApiInfo("test", temporal.address(), "default", ""));
        answers.put("tenants", List.of(new ApiTenant("demo", "layout-1", List.of("check", "gate"), List.of())));
        Site site = (Site) Proxy.newProxyInstance(
                Site.class.getClassLoader(),
                new Class<?>[] {Site.class},
                (_, method, _) -> answers.get(method.getName()));
        http = new HttpServer(site, new LogFiles(logs), new OpenIdProvider("", Map::of), "127.0.0.1", 0);
        port = http.start();
    }

    @SuppressWarnings("unchecked")
    List<ApiTenant> tenants() {
        return (List<ApiTenant>) answers.get("tenants");
    }

    WorkflowClient client() {
        return temporal.client();
    }

    static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(QUEUE)
                .build();
    }

    Said say(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine command = SluiceCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(error, true));
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = "http://127.0.0.1:" + port;
        return new Said(command.execute(all), out.toString(), error.toString());
    }

    record Said(int exit, String out, String error) {}

    @Override
    public void close() {
        http.close();
        workers.shutdownNow();
        temporal.close();
    }
}
