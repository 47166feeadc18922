package dev.sluice.activities.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.activities.registry.issuer.FreshCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A registry in memory that misbehaves on demand. It answers as Distribution 2.8.2 does; the contract kit holds both
/// to the same tests.
public final class FakeRegistry implements AutoCloseable {
    private static final Pattern PLACE = Pattern.compile("/v2/(.+)/(manifests|blobs|tags)/(.+)");

    public final List<String> log = Collections.synchronizedList(new ArrayList<>());
    public final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
    public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final AtomicInteger uploadsNow = new AtomicInteger();
    final AtomicInteger uploadsAtOnce = new AtomicInteger();
    private final List<Quirk> quirks = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /// What goes wrong, for the next `times` requests that match.
    private record Quirk(Pattern request, AtomicInteger times, Misbehaviour misbehaviour) {}

    /// @return whether the request was dealt with
    public interface Misbehaviour {
        boolean act(HttpExchange exchange) throws IOException;
    }

    public FakeRegistry() {
        this(Optional.empty());
    }

    /// @param certificate shown to clients; absent for plain HTTP
    public FakeRegistry(Optional<FreshCertificate> certificate) {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (certificate.isPresent()) {
                HttpsServer guarded = HttpsServer.create(free, 0);
                guarded.setHttpsConfigurator(
                        new HttpsConfigurator(certificate.get().serverContext()));
                server = guarded;
            } else {
                server = HttpServer.create(free, 0);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI base() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void quirk(String request, int times, Misbehaviour misbehaviour) {
        quirks.add(new Quirk(Pattern.compile(request), new AtomicInteger(times), misbehaviour));
    }

    public void answers(String request, int times, int status, Map<String, String> headers, String body) {
        quirk(request, times, exchange -> {
            drain(exchange);
            headers.forEach(exchange.getResponseHeaders()::add);
            answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    public List<String> requests(String pattern) {
        synchronized (log) {
            return log.stream().filter(Pattern.compile(pattern).asPredicate()).toList();
        }
    }

    void forgetLog() {
        log.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        log.add(request + (authorization.isEmpty() ? "" : " [" + authorization.split(" ")[0] + "]"));
        try (exchange) {
            for (Quirk quirk : quirks) {
                if (quirk.request.matcher(request).find() && quirk.times.getAndDecrement() > 0) {
                    if (quirk.misbehaviour.act(exchange)) {
                        return;
                    }
                }
            }
            Matcher place = PLACE.matcher(exchange.getRequestURI().getPath());
            if (exchange.getRequestURI().getPath().equals("/v2/_catalog")) {
                String names = manifests.keySet().stream()
                        .map(key -> "\"" + key.split("[:@]")[0] + "\"")
                        .distinct()
                        .collect(Collectors.joining(","));
                answer(exchange, 200, ("{\"repositories\":[" + names + "]}").getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (!place.matches()) {
                answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
                return;
            }
            String repository = place.group(1);
            String rest = place.group(3);
            switch (place.group(2)) {
                case "manifests" -> manifest(exchange, repository, rest);
                case "tags" -> tags(exchange, repository);
                default -> {
                    if (rest.startsWith("uploads")) {
                        upload(exchange, repository);
                    } else {
                        blob(exchange, repository, rest);
                    }
                }
            }
        }
    }

    private void manifest(HttpExchange exchange, String repository, String reference) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Manifest manifest = Manifest.of(bytes, exchange.getRequestHeaders().getFirst("Content-Type"));
            for (Descriptor needed : manifest.isIndex() ? manifest.children() : manifest.blobs()) {
                String key = repository + "@" + needed.digest();
                if (!needed.foreign() && !blobs.containsKey(key) && !manifests.containsKey(key)) {
                    error(exchange, 400, "MANIFEST_BLOB_UNKNOWN");
                    return;
                }
            }
            manifests.put(repository + (reference.contains(":") ? "@" : ":") + reference, manifest);
            manifests.put(repository + "@" + manifest.digest(), manifest);
            exchange.getResponseHeaders()
                    .add("Docker-Content-Digest", manifest.digest().toString());
            answer(exchange, 201, new byte[0]);
            return;
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            delete(exchange, repository, reference);
            return;
        }
        Manifest found = manifests.get(repository + (reference.contains(":") ? "@" : ":") + reference);
        if (found == null) {
            error(exchange, 404, "MANIFEST_UNKNOWN");
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", found.mediaType());
        exchange.getResponseHeaders()
                .add("Docker-Content-Digest", found.digest().toString());
        answer(exchange, 200, found.bytes());
    }

    /// By digest only, and with the digest go all its tags.
    private void delete(HttpExchange exchange, String repository, String reference) throws IOException {
        if (!reference.contains(":")) {
            error(exchange, 400, "DIGEST_INVALID");
            return;
        }
        manifests
                .entrySet()
                .removeIf(entry -> entry.getKey().matches(Pattern.quote(repository) + "[:@].*")
                        && entry.getValue().digest().toString().equals(reference));
        answer(exchange, 202, new byte[0]);
    }

    private void tags(HttpExchange exchange, String repository) throws IOException {
        List<String> tags = new TreeMap<>(manifests)
                .keySet().stream()
                        .filter(key -> key.startsWith(repository + ":"))
                        .map(key -> "\"" + key.substring(repository.length() + 1) + "\"")
                        .toList();
        String list = tags.isEmpty() ? "null" : "[" + String.join(",", tags) + "]";
        answer(exchange, 200, ("{\"name\":\"x\",\"tags\":" + list + "}").getBytes(StandardCharsets.UTF_8));
    }

    private void upload(HttpExchange exchange, String repository) throws IOException {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                drain(exchange);
                Matcher mount = Pattern.compile("mount=([^&]+)&from=(.+)").matcher(query);
                if (mount.matches()) {
                    byte[] there = blobs.get(mount.group(2) + "@" + mount.group(1));
                    if (there != null) {
                        blobs.put(repository + "@" + mount.group(1), there);
                        answer(exchange, 201, new byte[0]);
                        return;
                    }
                }
                exchange.getResponseHeaders().add("Location", "/v2/" + repository + "/blobs/uploads/1?_state=x%3D");
                answer(exchange, 202, new byte[0]);
            }
            case "PUT" -> {
                uploadsAtOnce.accumulateAndGet(uploadsNow.incrementAndGet(), Math::max);
                byte[] content;
                try {
                    content = exchange.getRequestBody().readAllBytes();
                } finally {
                    uploadsNow.decrementAndGet();
                }
                String digest = query.replaceAll(".*digest=", "");
                if (!Digest.of(content).toString().equals(digest) || !query.startsWith("_state=x%3D&")) {
                    error(exchange, 400, "DIGEST_INVALID");
                    return;
                }
                blobs.put(repository + "@" + digest, content);
                exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
                answer(exchange, 201, new byte[0]);
            }
            default -> answer(exchange, 204, new byte[0]);
        }
    }

    private void blob(HttpExchange exchange, String repository, String digest) throws IOException {
        byte[] found = blobs.get(repository + "@" + digest);
        if (found == null) {
            error(exchange, 404, "BLOB_UNKNOWN");
        } else {
            answer(exchange, 200, found);
        }
    }

    static void error(HttpExchange exchange, int status, String code) throws IOException {
        drain(exchange);
        answer(
                exchange,
                status,
                ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"said so\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static void drain(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
