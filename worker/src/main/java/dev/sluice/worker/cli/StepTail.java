package dev.sluice.worker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Follows a build's console for the names of its steps.
final class StepTail {
    private static final String TASK = "TASK [";

    private final ApiClient client;
    private final String path;
    private long offset;

    StepTail(ApiClient client, String build) {
        this.client = client;
        this.path = "/logs/" + build + "/job-output.txt?offset=";
    }

    /// Names of the steps that began since the last call.
    List<String> fresh() {
        List<String> steps = new ArrayList<>();
        for (String line : newLines()) {
            int task = line.indexOf(TASK);
            if (task >= 0 && line.indexOf(']', task) > 0) {
                steps.add(line.substring(task + TASK.length(), line.lastIndexOf(']')));
            }
        }
        return steps;
    }

    private List<String> newLines() {
        try (InputStream body = client.stream(path + offset)) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            offset += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            return text.substring(0, end).lines().toList();
        } catch (CommandFailure | IOException notYet) {
            return List.of();
        }
    }
}
