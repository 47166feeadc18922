package dev.sluice.activities.gerrit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real Gerrit of this test's own, started by the program that `SLUICE_IT_GERRIT_LAUNCHER` names.
final class LaunchedGerrit implements AutoCloseable {
    private final Path site;
    private final int httpPort;
    private final int sshPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    LaunchedGerrit(Path directory) throws Exception {
        String launcher = System.getenv("SLUICE_IT_GERRIT_LAUNCHER");
        if (launcher == null || launcher.isBlank()) {
            System.out.println("skipped: SLUICE_IT_GERRIT_LAUNCHER names no program that starts a Gerrit");
        }
        assumeTrue(launcher != null && !launcher.isBlank(), "SLUICE_IT_GERRIT_LAUNCHER names no program");
        this.site = directory.resolve("site");
        this.httpPort = freePort();
        this.sshPort = freePort();
        start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void start() throws Exception {
        Path log = site.resolveSibling("gerrit.log");
        process = new ProcessBuilder(
                        System.getenv("SLUICE_IT_GERRIT_LAUNCHER"),
                        site.toString(),
                        String.valueOf(httpPort),
                        String.valueOf(sshPort))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("Gerrit did not start:\n" + Files.readString(log));
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private boolean answers() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config/server/version"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    int sshPort() {
        return sshPort;
    }

    GerritConnection connection() {
        return connection(sshPort);
    }

    /// @param port of a relay to the SSH port
    GerritConnection connection(int port) {
        return new GerritConnection(
                "gerrit",
                URI.create(url() + "/"),
                "review.example.com",
                "zuul",
                () -> secret("zuul"),
                new GerritConnection.Ssh(
                        "127.0.0.1",
                        port,
                        site.resolve("sluice/zuul-key"),
                        Optional.of(site.resolve("sluice/host-key.pub"))));
    }

    private String secret(String user) {
        try {
            return Files.readString(site.resolve("sluice/" + user + "-password"))
                    .strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A call by the administrator.
    JsonNode rest(String method, String path, String body) throws Exception {
        String credentials = "admin:" + secret("admin");
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/a/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body().isBlank() ? GerritJson.object() : GerritJson.parse(response.body());
    }

    /// Creates a change with one file on the tip of a branch, or on another change.
    int change(String project, String subject, String file, String content) throws Exception {
        return change(project, subject, file, content, "");
    }

    /// @param base `"base_change": "…"` and the like, after a comma; may be empty
    int change(String project, String subject, String file, String content, String base) throws Exception {
        int number = rest(
                        "POST",
                        "changes/",
                        "{\"project\":\"%s\",\"branch\":\"master\",\"subject\":\"%s\"%s}"
                                .formatted(project, subject, base))
                .path("_number")
                .asInt();
        amend(number, file, content);
        return number;
    }

    /// Makes a new patch set by the web editor's way.
    void amend(int number, String file, String content) throws Exception {
        rest(
                "PUT",
                "changes/" + number + "/edit/" + GerritJson.encoded(file),
                "{\"binary_content\":\"data:text/plain;base64,%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))));
        rest("POST", "changes/" + number + "/edit:publish", "{}");
    }

    void project(String name) throws Exception {
        rest("PUT", "projects/" + GerritJson.encoded(name), "{\"create_empty_commit\":true}");
    }

    void comment(int number, String json) throws Exception {
        rest("POST", "changes/" + number + "/revisions/current/review", json);
    }

    List<JsonNode> messages(int number) throws Exception {
        List<JsonNode> messages = new ArrayList<>();
        rest("GET", "changes/" + number + "/messages", "").forEach(messages::add);
        return messages;
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
