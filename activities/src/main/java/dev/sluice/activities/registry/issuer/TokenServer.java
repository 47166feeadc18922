package dev.sluice.activities.registry.issuer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.issuer.TokenIssuer.Verdict;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The realm of this host's buildset registries: `GET /token/<build>` over TLS, on an address that nodes can reach.
///
/// Engines send it real Docker Hub credentials, whatever we want with them; so it speaks TLS only (an engine trusts a
/// mirror's `certs.d` for that mirror's realm too), and neither logs nor keeps a request.
public final class TokenServer implements AutoCloseable {
    private static final String PATH = "/token/";
    private static final int BACKLOG = 128;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenIssuer issuer;
    private final ServerIdentity identity;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TokenServer(TokenIssuer issuer, ServerIdentity identity, HttpsServer server) {
        this.issuer = issuer;
        this.identity = identity;
        this.server = server;
    }

    /// @throws InfrastructureFailure when its port is taken
    public static TokenServer start(TokenIssuer issuer, ServerIdentity identity) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(identity.host(), identity.port()), BACKLOG);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(identity.certificate().serverContext()));
            TokenServer made = new TokenServer(issuer, identity, server);
            server.setExecutor(made.threads);
            server.createContext("/", made::handle);
            server.start();
            return made;
        } catch (BindException taken) {
            throw new InfrastructureFailure(
                    "The token service for buildset registries cannot listen on " + identity.host() + ":"
                            + identity.port() + ": " + taken.getMessage() + ". Another process has that port, or the"
                            + " address is not one of this host's: see 'docker.advertise-host' in the settings. The port"
                            + " is the one of the last start, so that registries which still run find it; it is kept in"
                            + " the state directory.",
                    taken);
        } catch (IOException broken) {
            throw new InfrastructureFailure(
                    "The token service for buildset registries cannot start: " + broken.getMessage() + ".", broken);
        }
    }

    /// The address that a registry names in its challenges.
    public String realm(String id) {
        String host = identity.host().contains(":") ? "[" + identity.host() + "]" : identity.host();
        return "https://" + host + ":" + server.getAddress().getPort() + PATH + id;
    }

    /// What clients must trust, besides the registry's own authority.
    public String caPem() {
        return identity.certificate().caPem();
    }

    public String host() {
        return identity.host();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!path.startsWith(PATH)) {
                refuse(exchange, 404, "NOT_FOUND", "no such page");
                return;
            }
            // Clients that try POST first go on with GET after this answer.
            if (!exchange.getRequestMethod().equals("GET")) {
                refuse(exchange, 405, "UNSUPPORTED", "ask with GET");
                return;
            }
            Verdict verdict = issuer.decide(
                    path.substring(PATH.length()),
                    scopes(exchange.getRequestURI().getRawQuery()),
                    credential(exchange.getRequestHeaders().getFirst("Authorization")));
            switch (verdict) {
                case Verdict.Granted granted -> grant(exchange, granted);
                case Verdict.Refused _ -> {
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"buildset registry\"");
                    refuse(exchange, 401, "UNAUTHORIZED", "the buildset registry's user name and password are needed");
                }
                case Verdict.UnknownRegistry _ -> refuse(exchange, 404, "NAME_UNKNOWN", "no such buildset registry");
            }
        } catch (RuntimeException broken) {
            refuse(exchange, 503, "UNAVAILABLE", "the token service is out of order");
        }
    }

    private static List<String> scopes(@Nullable String query) {
        List<String> found = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith("scope=")) {
                found.add(URLDecoder.decode(pair.substring("scope=".length()), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private static Optional<Credential> credential(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(header.substring("Basic ".length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static void grant(HttpExchange exchange, Verdict.Granted granted) throws IOException {
        ObjectNode reply = JSON.createObjectNode()
                .put("token", granted.token())
                .put("access_token", granted.token())
                .put("expires_in", granted.life().toSeconds())
                .put("issued_at", granted.at().toString());
        answer(exchange, 200, reply);
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        ObjectNode reply = JSON.createObjectNode();
        reply.putArray("errors").addObject().put("code", code).put("message", message);
        answer(exchange, status, reply);
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode reply) throws IOException {
        byte[] body = JSON.writeValueAsBytes(reply);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
