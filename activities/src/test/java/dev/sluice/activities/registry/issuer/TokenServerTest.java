package dev.sluice.activities.registry.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenServerTest {
    @TempDir
    Path directory;

    private TokenIssuer issuer;
    private ServerIdentity identity;
    private TokenServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        issuer = new TokenIssuer(directory.resolve("registrations"), Clock.systemUTC());
        issuer.register("build1", "zuul", List.of("127.0.0.1"));
        identity = ServerIdentity.keptIn(directory.resolve("identity.json"), "127.0.0.1", 0, Instant.now());
        server = TokenServer.start(issuer, identity);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(server.caPem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(context).build();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder ask(String query) {
        return HttpRequest.newBuilder(URI.create(server.realm("build1") + query));
    }

    @Test
    void anyoneGetsATokenToPull() throws Exception {
        HttpResponse<String> answer = send(ask("?service=x&scope=repository%3Aorg%2Fapp%3Apull"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"token\":", "\"access_token\":", "\"expires_in\":300");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void withoutThePasswordThereIsNoTokenToPush() throws Exception {
        assertThat(send(ask("?scope=repository:a:push")).statusCode()).isEqualTo(401);
        for (String nonsense : List.of("Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer x")) {
            assertThat(send(ask("?scope=repository:a:push").header("Authorization", nonsense))
                            .statusCode())
                    .as(nonsense)
                    .isEqualTo(401);
        }
    }

    @Test
    void clientsThatPostAreSentToGet() throws Exception {
        assertThat(send(ask("").POST(BodyPublishers.ofString("grant_type=password")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void otherPlacesHoldNothing() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(server.realm("nobody"))))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(server.realm("..%2f..%2fidentity"))))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(server.realm("build1").replace("/token/", "/"))))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPortInUseIsToldWithWhatToDo() {
        assertThatThrownBy(() -> TokenServer.start(issuer, identity))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("127.0.0.1:" + identity.port())
                .hasMessageContaining("docker.advertise-host");
    }

    @Test
    void anAddressOfAnotherHostIsTold() {
        assertThatThrownBy(() -> ServerIdentity.keptIn(directory.resolve("other.json"), "192.0.2.1", 0, Instant.now()))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("docker.advertise-host");
    }

    @Test
    void theIdentityIsPrivateAndStays() throws Exception {
        Path file = directory.resolve("identity.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(ServerIdentity.keptIn(file, "127.0.0.1", 0, Instant.now())).isEqualTo(identity);
        assertThat(identity.toString()).doesNotContain("PRIVATE");
    }
}
