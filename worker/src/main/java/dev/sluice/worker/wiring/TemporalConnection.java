package dev.sluice.worker.wiring;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.sluice.worker.cli.CommandFailure;
import dev.sluice.worker.settings.Settings;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.shell.Labels;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The connection to Temporal: a server, or the in-JVM one when the settings ask for it.
public final class TemporalConnection implements AutoCloseable {
    private static final double REPORT_SECONDS = 10;

    private final String address;
    private final Optional<TestServer.PortBoundTestServer> embedded;
    private final WorkflowServiceStubs service;
    private final WorkflowClient client;

    private TemporalConnection(
            String address,
            Optional<TestServer.PortBoundTestServer> embedded,
            WorkflowServiceStubs service,
            WorkflowClient client) {
        this.address = address;
        this.embedded = embedded;
        this.service = service;
        this.client = client;
    }

    /// @throws CommandFailure when no server answers
    public static TemporalConnection open(Settings.Temporal settings, MeterRegistry metrics) {
        Optional<TestServer.PortBoundTestServer> embedded = Optional.empty();
        String address = settings.address();
        if (settings.embedded()) {
            int port = freePort();
            embedded = Optional.of(TestServer.createPortBoundServer(port));
            address = "127.0.0.1:" + port;
        }
        Scope scope = new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(metrics))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setMetricsScope(scope)
                .build());
        try {
            service.connect(Duration.ofSeconds(10));
            addSearchAttributes(service, settings.namespace());
        } catch (StatusRuntimeException down) {
            service.shutdownNow();
            throw new CommandFailure("Temporal does not answer at " + address + " (namespace '" + settings.namespace()
                    + "'): " + down.getStatus().getCode()
                    + ". Start it ('./dev up' does), correct 'temporal.address' in the"
                    + " settings, or set 'temporal.mode: embedded' to try Sluice without a server.");
        }
        WorkflowClient client = WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.namespace())
                        .setDataConverter(SluiceDataConverter.create())
                        .build());
        return new TemporalConnection(address, embedded, service, client);
    }

    public WorkflowClient client() {
        return client;
    }

    public String address() {
        return address;
    }

    private static void addSearchAttributes(WorkflowServiceStubs service, String namespace) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
        for (String name : Labels.all()) {
            try {
                operator.blockingStub()
                        .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                                .setNamespace(namespace)
                                .putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                                .build());
            } catch (StatusRuntimeException refused) {
                if (refused.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                    throw refused;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new CommandFailure("No free port for the embedded Temporal server.");
        }
    }

    @Override
    public void close() {
        service.shutdown();
        service.awaitTermination(5, TimeUnit.SECONDS);
        embedded.ifPresent(TestServer.PortBoundTestServer::close);
    }
}
