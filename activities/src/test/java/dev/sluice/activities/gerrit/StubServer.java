package dev.sluice.activities.gerrit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An HTTP server on loopback that answers as it is told, and keeps what it was asked.
final class StubServer implements AutoCloseable {

    /// @param body without Gerrit's guard line
    record Answer(int status, String body) {
        static Answer json(String body) {
            return new Answer(200, ")]}'\n" + body);
        }
    }

    record Asked(String method, String path, String authorization, String body) {}

    /// Answers a request.
    interface Script {
        Answer answer(String method, String path) throws IOException;
    }

    private final HttpServer server;
    private final List<Asked> asked = new ArrayList<>();

    StubServer(Script script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> handle(exchange, script));
        server.start();
    }

    private synchronized void handle(HttpExchange exchange, Script script) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = script.answer(exchange.getRequestMethod(), path);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.status() / 100 == 3) {
                exchange.getResponseHeaders().set("Location", answer.body());
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    GerritConnection connection() {
        return new GerritConnection(
                "gerrit",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "review.example.com",
                "zuul",
                () -> "pass-word-of-zuul",
                new GerritConnection.Ssh("127.0.0.1", 1, Path.of("key"), Optional.empty()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
