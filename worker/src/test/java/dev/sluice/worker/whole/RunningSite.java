package dev.sluice.worker.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A site that `./dev up` brought up: where its parts are.
public final class RunningSite {
    static final String PLACE = "SLUICE_IT_SITE";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    public RunningSite() {
        this.directory = Path.of(System.getenv(PLACE));
        readPlaces();
    }

    private void readPlaces() {
        try (Stream<Path> files = Files.list(directory.resolve("env.d"))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        places.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public String place(String name) {
        String value = places.get(name);
        if (value == null) {
            throw new IllegalStateException("the site says no " + name + "; it says " + places.keySet());
        }
        return value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
    }

    /// The label value on everything of this site, from the settings that `./dev` wrote.
    public String instance() {
        try (Stream<String> lines = Files.lines(directory.resolve("settings.yaml"))) {
            return lines.filter(line -> line.startsWith("instance: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("instance: ".length());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Path directory() {
        return directory;
    }

    public String secret(String name) throws IOException {
        return Files.readString(directory.resolve("secrets").resolve(name)).strip();
    }

    public JsonNode api(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(place("SLUICE_URL") + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.nullNode();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("the site does not answer " + path, failed);
        }
    }

    public String text(String address) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(address + " does not answer", failed);
        }
    }

    /// Stops or starts the intermediate registry's container, as a failing disk or a reboot would.
    void intermediateRegistry(String verb) throws IOException, InterruptedException {
        docker(verb, "sluice-" + instance() + "-intermediate");
    }

    /// Takes from a build's node the authorities of all registries but the final one: its engine cannot use its
    /// mirror any more.
    void breakMirror(String build) throws IOException, InterruptedException {
        String nodes = docker(
                "ps",
                "--quiet",
                "--filter",
                "label=dev.sluice.engine=true",
                "--filter",
                "label=dev.sluice.build=" + build);
        String script = "cd /etc/docker/certs.d 2>/dev/null || exit 0; for each in *; do [ \"$each\" = '"
                + place("SLUICE_FINAL_REGISTRY") + "' ] || rm -r \"$each\"; done";
        for (String node : nodes.lines().toList()) {
            docker("exec", node, "sh", "-c", script);
        }
    }

    private String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/docker", "--host", place("SLUICE_DOCKER_HOST")));
        command.addAll(List.of(arguments));
        Said said = run(command);
        if (said.exit() != 0) {
            throw new IllegalStateException("docker " + String.join(" ", arguments) + ": " + said.output());
        }
        return said.output();
    }

    /// What a build wrote.
    String log(String build) throws IOException {
        return Files.readString(directory.resolve("state/logs").resolve(build).resolve("job-output.txt"));
    }

    /// Passwords of the buildset registries that run now, from the token issuer's own files.
    List<String> buildsetRegistryPasswords() {
        Path registrations = directory.resolve("state/registries");
        if (!Files.isDirectory(registrations)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(registrations)) {
            List<String> passwords = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                String password =
                        JSON.readTree(Files.readString(file)).path("password").asText();
                if (!password.isEmpty()) {
                    passwords.add(password);
                }
            }
            return passwords;
        } catch (IOException | UncheckedIOException removedMeanwhile) {
            return List.of();
        }
    }

    /// Ends the worker as a power cut would.
    void killWorker() throws IOException {
        String pid = Files.readString(directory.resolve("run/sluice.pid")).split(" ")[0];
        ProcessHandle worker = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        worker.destroyForcibly();
        await("the worker's end", Duration.ofSeconds(10), () -> !worker.isAlive());
    }

    /// Starts again whatever of the site does not run.
    void up() throws IOException, InterruptedException {
        Said said = run(List.of(directory.resolveSibling("dev").toString(), "up"));
        if (said.exit() != 0) {
            throw new IllegalStateException("./dev up: " + said.output());
        }
        readPlaces();
    }

    /// Runs `sluice` as a user would; returns its exit code and what it printed.
    Said sluice(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(directory.resolveSibling("sluice").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--url", place("SLUICE_URL")));
        return run(command);
    }

    /// Sweeps by hand, as an operator would on the worker's host.
    Said janitor() throws IOException, InterruptedException {
        return run(List.of(
                directory.resolveSibling("sluice").toString(),
                "janitor",
                "--settings",
                directory.resolve("settings.yaml").toString()));
    }

    /// Runs Temporal's own command line on the site's server.
    Said temporal(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(place("SLUICE_TEMPORAL")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--address", place("SLUICE_TEMPORAL_ADDRESS")));
        return run(command);
    }

    private static Said run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), output);
    }

    record Said(int exit, String output) {}

    /// Waits for a condition of the outside world.
    public static void await(String what, Duration most, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(most);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + most.toSeconds() + " s: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(200).toNanos());
        }
    }
}
