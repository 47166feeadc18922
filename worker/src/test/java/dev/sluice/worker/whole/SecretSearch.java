package dev.sluice.worker.whole;

import com.google.common.primitives.Bytes;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.sluice.workflows.json.SluiceDataConverter;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/// Looks for secrets wherever they must not be: histories, logs, messages, command lines.
final class SecretSearch {
    private final Map<String, byte[]> needles = new LinkedHashMap<>();
    private final Set<String> found = new TreeSet<>();

    /// Adds a secret, plain and as base64.
    void secret(String name, String value) {
        needles.put(name, value.getBytes(StandardCharsets.UTF_8));
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        // The last character of a base64 text depends on what follows.
        needles.put(
                name + " in base64", encoded.substring(0, encoded.length() - 1).getBytes(StandardCharsets.UTF_8));
    }

    int secrets() {
        return needles.size();
    }

    void in(String place, byte[] content) {
        needles.forEach((name, needle) -> {
            if (Bytes.indexOf(content, needle) >= 0) {
                found.add(name + " in " + place);
            }
        });
    }

    void inFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                in(file.toString(), Files.readAllBytes(file));
            }
        }
    }

    /// Every event of every workflow that Temporal knows; returns how many workflows.
    int inHistories(String address) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        try {
            WorkflowClient client = WorkflowClient.newInstance(
                    service,
                    WorkflowClientOptions.newBuilder()
                            .setDataConverter(SluiceDataConverter.create())
                            .build());
            List<String> ids = new ArrayList<>();
            client.listExecutions("").forEach(execution -> {
                String id = execution.getExecution().getWorkflowId();
                ids.add(id);
                client.fetchHistory(id, execution.getExecution().getRunId())
                        .getHistory()
                        .getEventsList()
                        .forEach(event -> {
                            in("history of " + id, event.toByteArray());
                            inCompressed("history of " + id, event);
                        });
            });
            return ids.size();
        } finally {
            service.shutdownNow();
        }
    }

    /// Large payloads are compressed: their bytes say nothing to a search.
    private void inCompressed(String place, Message message) {
        if (message instanceof Payload payload
                && payload.getMetadataMap().containsValue(ByteString.copyFromUtf8("binary/zlib"))) {
            try (InflaterInputStream plain =
                    new InflaterInputStream(payload.getData().newInput())) {
                in(place, plain.readAllBytes());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        message.getAllFields().values().stream()
                .flatMap(value -> value instanceof List<?> values ? values.stream() : Stream.of(value))
                .filter(Message.class::isInstance)
                .forEach(inner -> inCompressed(place, (Message) inner));
    }

    /// Command lines of all processes of this moment.
    void inCommandLines() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(each -> each.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                try {
                    in("a command line", Files.readAllBytes(process.resolve("cmdline")));
                } catch (IOException ended) {
                    // The process is gone, and its command line with it.
                }
            }
        }
    }

    Set<String> found() {
        return found;
    }
}
