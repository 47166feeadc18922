package dev.sluice.activities.temporal;

import static java.util.Objects.requireNonNull;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A Temporal development server of the test's own, in memory.
public record DevServer(Process process, WorkflowServiceStubs stubs) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// @param configuration of the server, such as `matching.enableFairness=true`
    public static DevServer start(String binary, String... configuration) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                requireNonNull(binary),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--headless",
                "--log-level",
                "error"));
        command.addAll(List.of("--port", Integer.toString(port)));
        for (String value : configuration) {
            command.addAll(List.of("--dynamic-config-value", value));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target", "temporal.log"))
                .start();
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .build());
        DevServer server = new DevServer(process, stubs);
        Instant end = Instant.now().plus(PATIENCE);
        while (!server.serves()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                server.close();
                throw new IllegalStateException("Temporal did not start; see target/temporal.log");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return server;
    }

    private boolean serves() {
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(3, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace("default")
                            .build());
            return true;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        process.destroy();
    }
}
