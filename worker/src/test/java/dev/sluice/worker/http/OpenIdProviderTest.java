package dev.sluice.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenIdProviderTest {
    @TempDir
    Path logs;

    private HttpServer http;
    private int port;

    @BeforeEach
    void serve() {
        Site site = (Site)
                Proxy.newProxyInstance(Site.class.getClassLoader(), new Class<?>[] {Site.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        OpenIdProvider provider =
                new OpenIdProvider("https://ci.example.com", () -> Map.of("keys", List.of(Map.of("kid", "RS256-1"))));
        http = new HttpServer(site, new LogFiles(logs), provider, "127.0.0.1", 0);
        port = http.start();
    }

    @AfterEach
    void close() {
        http.close();
    }

    /// OpenID Connect Discovery 1.0, section 4: the address is the issuer's with this path.
    @Test
    void tellsWhereItsKeysAre() throws Exception {
        JsonNode configuration = get("/.well-known/openid-configuration");

        assertThat(configuration.path("issuer").asText()).isEqualTo("https://ci.example.com");
        URI keys = URI.create(configuration.path("jwks_uri").asText());
        assertThat(keys.getHost()).isEqualTo("ci.example.com");
        assertThat(get(keys.getPath()).at("/keys/0/kid").asText()).isEqualTo("RS256-1");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            return new ObjectMapper().readTree(answer.body());
        }
    }
}
