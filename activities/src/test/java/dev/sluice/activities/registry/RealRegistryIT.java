package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RealRegistry.Guard;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on Distribution 2.8.2: from one behind TLS and htpasswd to an open one.
final class RealRegistryIT extends RegistryContract {
    private static final Credential USER = new Credential("zuul", "with:colon and space");

    @TempDir
    Path directory;

    private RealRegistry from;
    private RealRegistry to;

    @BeforeEach
    void start() throws Exception {
        RealRegistry.assumeInstalled();
        from = new RealRegistry(
                directory.resolve("from"),
                "127.0.0.1",
                Guard.htpasswd(directory, USER.username(), USER.password()),
                true);
        to = new RealRegistry(directory.resolve("to"), "127.0.0.1", Guard.none(), false);
    }

    @AfterEach
    void stop() {
        from.close();
        to.close();
    }

    @Override
    RegistryClient source() {
        return registries.connect(from.endpoint(Optional.of(USER)));
    }

    @Override
    RegistryClient target() {
        return registries.connect(to.endpoint(Optional.empty()));
    }

    @Test
    void aWrongPasswordIsToldOnceWithoutThePassword() {
        RegistryClient client = registries.connect(from.endpoint(Optional.of(new Credential("zuul", "hunter2"))));

        assertThatThrownBy(() -> client.manifest("org/app", "t"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining(client.endpoint().name())
                .hasMessageContaining("'zuul'")
                .hasMessageContaining("check the credential")
                .message()
                .doesNotContain("hunter2", new Credential("zuul", "hunter2").encoded());
        assertThat(client.requests()).isEqualTo(2);
        assertThat(registries.waits).isEmpty();
    }

    @Test
    void aMissingPasswordIsTold() {
        RegistryClient client = registries.connect(from.endpoint(Optional.empty()));

        assertThatThrownBy(() -> client.manifest("org/app", "t"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("none is set");
    }

    @Test
    void anUnknownAuthorityIsToldAtOnceWithWhatToDo() {
        RegistryClient client = registries.connect(from.base(), "zuul", USER.password());

        assertThatThrownBy(() -> client.manifest("org/app", "t"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("certificate")
                .hasMessageContaining("trusted-cas");
        assertThat(registries.waits).isEmpty();
    }

    @Test
    void theSitesAuthoritiesAreTrustedToo() throws Exception {
        TrustedCas site = new TrustedCas(List.of(from.ca().orElseThrow()));
        RegistryEndpoint endpoint = new RegistryEndpoint(from.base(), Optional.empty(), Optional.of(USER));
        try (RegistryClient client = new RegistryClient(endpoint, site, registries.patience, Clock.systemUTC())) {
            assertThat(client.tags("org/app")).isEmpty();
        }
    }

    @Test
    void aCopyOutlivesARestartOfTheTarget() throws Exception {
        RegistryClient source = source();
        RegistryClient target = new RegistryClient(
                to.endpoint(Optional.empty()), TrustedCas.none(), Registries.forARestart(), Clock.systemUTC());
        TestImage image = TestImage.docker("restart", 3_000_000, 2_000_000, 1_000_000);
        image.pushTo(source, "org/app", "t");
        AtomicInteger restarts = new AtomicInteger();

        CopyReport report = copier.copy(
                new Image(source, "org/app", "t"), new Image(target, "mirror/app", "t"), Optional.empty(), _ -> {
                    if (restarts.getAndIncrement() == 0) {
                        to.kill();
                        try {
                            to.start();
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    }
                });

        assertThat(report.digest()).isEqualTo(image.digest());
        assertThat(target.manifest("mirror/app", "t").bytes())
                .isEqualTo(image.top().bytes());
        target.close();
    }

    @Test
    void aManifestUnderAnotherTypeOrDigestIsRefused() throws Exception {
        RegistryClient target = target();
        TestImage image = TestImage.docker("typed", 100);
        image.pushTo(target, "org/app", "t");
        Manifest mistyped = Manifest.of(image.top().bytes(), Manifest.OCI_MANIFEST);
        Digest other = TestImage.docker("other", 100).digest();

        assertThatThrownBy(() -> target.putManifest("org/app", "u", mistyped))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("MANIFEST_INVALID");
        assertThatThrownBy(() -> target.putManifest("org/app", other.toString(), image.top()))
                .isInstanceOf(DigestMismatch.class)
                .hasMessageContaining(image.digest().toString());
    }

    @Test
    void aMountOfWhatIsNotThereIsAnOrdinaryUpload() throws Exception {
        RegistryClient target = target();
        byte[] content = {1, 2, 3};
        Descriptor blob = new Descriptor("", Digest.of(content), 3, false);
        target.putBlob("org/app", content);

        assertThat(target.startUpload("org/b", blob.digest(), Optional.of("org/none")))
                .isInstanceOf(BlobCalls.Begun.Upload.class);
        assertThat(target.hasBlob("org/b", blob)).isFalse();
        assertThat(target.startUpload("org/b", blob.digest(), Optional.of("org/app")))
                .isInstanceOf(BlobCalls.Begun.Mounted.class);
        assertThat(target.hasBlob("org/b", blob)).isTrue();
    }

    @Test
    void aRegistryWithoutTlsIsTold() throws Exception {
        RegistryClient client =
                registries.connect(RegistryEndpoint.https("127.0.0.1", to.port(), Optional.empty(), Optional.empty()));

        assertThatThrownBy(() -> client.tags("org/app"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining(client.endpoint().name());
    }
}
