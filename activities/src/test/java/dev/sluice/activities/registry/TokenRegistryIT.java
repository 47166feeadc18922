package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.registry.RealRegistry.Guard;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import dev.sluice.activities.registry.issuer.Registration;
import dev.sluice.activities.registry.issuer.ServerIdentity;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.registry.issuer.TokenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on Distribution with tokens of our own issuer, behind TLS: a buildset registry.
final class TokenRegistryIT extends RegistryContract {
    @TempDir
    Path directory;

    private TokenServer server;
    private RealRegistry registry;
    private RealRegistry open;
    private Registration registration;

    @BeforeEach
    void start() throws Exception {
        RealRegistry.assumeInstalled();
        TokenIssuer issuer = new TokenIssuer(directory.resolve("registrations"), Clock.systemUTC());
        registration = issuer.register("build1", "zuul", List.of("127.0.0.1"));
        startServer(issuer);
        Path roots = directory.resolve("token.crt");
        Files.writeString(roots, registration.signing().caPem());
        registry = new RealRegistry(
                directory.resolve("registry"),
                "127.0.0.1",
                new Guard("auth:\n  token:\n    realm: " + server.realm("build1") + "\n    service: "
                        + registration.service() + "\n    issuer: " + registration.issuer() + "\n    rootcertbundle: "
                        + roots + "\n"),
                true);
        open = new RealRegistry(directory.resolve("open"), "127.0.0.1", Guard.none(), false);
    }

    private void startServer(TokenIssuer issuer) {
        server = TokenServer.start(
                issuer, ServerIdentity.keptIn(directory.resolve("identity.json"), "127.0.0.1", 0, Instant.now()));
    }

    @AfterEach
    void stop() {
        registry.close();
        open.close();
        server.close();
    }

    private RegistryClient as(Optional<Credential> credential) {
        return registries.connect(new RegistryEndpoint(
                registry.base(), Optional.of(registry.ca().orElseThrow() + server.caPem()), credential));
    }

    private RegistryClient asOwner() {
        return as(Optional.of(new Credential("zuul", registration.password())));
    }

    @Override
    RegistryClient source() {
        return registries.connect(open.endpoint(Optional.empty()));
    }

    @Override
    RegistryClient target() {
        return asOwner();
    }

    @Test
    void anyoneReadsAndOnlyTheOwnerWrites() throws Exception {
        TestImage image = TestImage.docker("x", 10);
        image.pushTo(asOwner(), "org/app", "t");

        assertThat(as(Optional.empty()).manifestDigest("org/app", "t")).contains(image.digest());
        assertThat(as(Optional.of(new Credential("me", "hub"))).manifestDigest("org/app", "t"))
                .contains(image.digest());
        assertThatThrownBy(() -> image.pushTo(as(Optional.empty()), "org/app", "u"))
                .isInstanceOf(NotPermitted.class);
        assertThatThrownBy(() -> image.pushTo(as(Optional.of(new Credential("me", "hub"))), "org/app", "u"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("'me'")
                .message()
                .doesNotContain("hub");
    }

    @Test
    void theOwnerListsRepositories() throws Exception {
        TestImage.docker("x", 10).pushTo(asOwner(), "org/app", "t");

        assertThat(asOwner().repositories()).containsExactly("org/app");
    }

    @Test
    void aRestartedWorkerAnswersAtTheSameAddress() throws Exception {
        String before = server.realm("build1");
        server.close();
        startServer(new TokenIssuer(directory.resolve("registrations"), Clock.systemUTC()));

        assertThat(server.realm("build1")).isEqualTo(before);
        assertThat(asOwner().tags("org/none")).isEmpty();
    }

    @Test
    void aForgottenRegistryTakesNoMorePushes() {
        new TokenIssuer(directory.resolve("registrations"), Clock.systemUTC()).forget("build1");

        assertThatThrownBy(() -> asOwner().tags("org/app")).isInstanceOf(NotPermitted.class);
    }
}
