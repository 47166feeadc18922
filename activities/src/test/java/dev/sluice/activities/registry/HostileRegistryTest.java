package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import dev.sluice.activities.registry.issuer.FreshCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A registry that lies, stalls or leads astray: a clear error each, nothing written, no password given away.
final class HostileRegistryTest {
    private static final String SECRET = "not-for-others";

    private final FakeRegistry from = new FakeRegistry();
    private final FakeRegistry to = new FakeRegistry();
    private final FakeRegistry other = new FakeRegistry();
    private final Registries registries = new Registries();
    private final RegistryClient source = registries.connect(from.base());
    private final RegistryClient target = registries.connect(to.base());

    @AfterEach
    void stop() {
        registries.close();
        from.close();
        to.close();
        other.close();
    }

    private void copy() throws Exception {
        new ImageCopier(4)
                .copy(new Image(source, "org/app", "t"), new Image(target, "org/app", "t"), Optional.empty(), _ -> {});
    }

    private void assertNothingArrived() {
        assertThat(to.manifests).isEmpty();
    }

    private void manifest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        from.manifests.put("org/app:t", Manifest.of(bytes, Manifest.OCI_MANIFEST));
    }

    @Test
    void aTruncatedManifestIsRefused() {
        manifest("{\"schemaVersion\": 2, \"config\": {\"mediaType\": \"x\", \"dig");

        assertThatThrownBy(this::copy).isInstanceOf(ManifestInvalid.class).hasMessageContaining("not JSON");
        assertNothingArrived();
    }

    @Test
    void aManifestThatWasCutOnItsWayIsRefused() throws Exception {
        TestImage image = TestImage.oci("a", 100);
        image.pushTo(source, "org/app", "t");
        from.quirk("GET .*/manifests/t", 99, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", Manifest.OCI_MANIFEST);
            exchange.getResponseHeaders()
                    .add("Docker-Content-Digest", image.digest().toString());
            FakeRegistry.answer(exchange, 200, Arrays.copyOf(image.top().bytes(), 60));
            return true;
        });

        assertThatThrownBy(this::copy)
                .isInstanceOf(DigestMismatch.class)
                .hasMessageContaining(image.digest().toString());
        assertNothingArrived();
    }

    @Test
    void aManifestOf128MegabytesIsNotReadToItsEnd() {
        from.quirk("GET .*/manifests/t", 99, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", Manifest.OCI_MANIFEST);
            exchange.sendResponseHeaders(200, 128L << 20);
            try {
                for (int i = 0; i < 128; i++) {
                    exchange.getResponseBody().write(new byte[1 << 20]);
                }
            } catch (IOException hungUp) {
                return true;
            }
            return true;
        });

        assertThatThrownBy(() -> source.manifest("org/app", "t"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("larger than any manifest");
        assertThat(from.requests("GET .*/manifests/t")).hasSize(1);
    }

    @Test
    void aLayerShorterThanItsManifestSaysIsRefused() throws Exception {
        TestImage.docker("a", 4000).pushTo(source, "org/app", "t");
        from.blobs.replaceAll((_, content) -> content.length == 4000 ? Arrays.copyOf(content, 3000) : content);

        assertThatThrownBy(this::copy).isInstanceOfAny(DigestMismatch.class, InfrastructureFailure.class);
        assertNothingArrived();
    }

    @Test
    void aManifestThatPointsToNoDigestIsRefused() {
        manifest(
                "{\"schemaVersion\": 2, \"layers\": [], \"config\": {\"size\": 2, \"digest\": \"sha256:../../etc/passwd\"}}");

        assertThatThrownBy(this::copy).isInstanceOf(ManifestInvalid.class).hasMessageContaining("../../etc/passwd");
        assertNothingArrived();
    }

    @Test
    void aNegativeSizeIsRefused() {
        String digest = Digest.of(new byte[0]).toString();
        manifest("{\"schemaVersion\": 2, \"layers\": [], \"config\": {\"size\": -5, \"digest\": \"" + digest + "\"}}");

        assertThatThrownBy(this::copy).isInstanceOf(ManifestInvalid.class).hasMessageContaining("no size");
    }

    @Test
    void aLayerOfNineExabytesFailsAndIsNotStored() throws Exception {
        TestImage.docker("a", 10).pushTo(source, "org/app", "t");
        String text = new String(from.manifests.get("org/app:t").bytes(), StandardCharsets.UTF_8)
                .replace("\"size\": 10", "\"size\": 9000000000000000000");
        from.manifests.put("org/app:t", Manifest.of(text.getBytes(StandardCharsets.UTF_8), Manifest.DOCKER_MANIFEST));

        assertThatThrownBy(this::copy)
                .isInstanceOfAny(DigestMismatch.class, InfrastructureFailure.class, ManifestInvalid.class);
        assertNothingArrived();
    }

    @Test
    void aTokenServiceThatRedirectsElsewhereGetsNoPasswordThere() {
        from.answers(
                "GET /v2/|HEAD /v2/",
                99,
                401,
                Map.of("WWW-Authenticate", "Bearer realm=\"" + from.base() + "/token\",service=\"x\""),
                "");
        from.answers("GET /token", 99, 302, Map.of("Location", other.base() + "/token"), "");
        RegistryClient client = registries.connect(from.base(), "user", SECRET);

        assertThatThrownBy(() -> client.manifest("org/app", "t"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageNotContaining(SECRET);
        assertThat(other.log).isEmpty();
    }

    @Test
    void aTokenServiceAtNoAddressIsTold() {
        from.answers("/v2/", 99, 401, Map.of("WWW-Authenticate", "Bearer realm=\"http://[\",service=\"x\""), "");

        assertThatThrownBy(() -> source.manifest("org/app", "t"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("which is no address");
    }

    @Test
    void tokensWithoutEndAreAskedForTwiceAndNoMore() {
        from.answers(
                "GET /v2/|HEAD /v2/",
                99,
                401,
                Map.of("WWW-Authenticate", "Bearer realm=\"" + from.base() + "/token\",service=\"x\""),
                "");
        from.answers("GET /token", 99, 200, Map.of(), "{\"token\": \"t\", \"expires_in\": 1}");

        assertThatThrownBy(() -> source.manifest("org/app", "t")).isInstanceOf(NotPermitted.class);
        assertThat(from.requests("/token")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void pagesThatLeadInACircleOrToAnotherHostAreNotFollowed() {
        from.answers(
                "tags/list", 1, 200, Map.of("Link", "</v2/org/app/tags/list>; rel=\"next\""), "{\"tags\":[\"a\"]}");
        assertThatThrownBy(() -> source.tags("org/app")).isInstanceOf(ManifestInvalid.class);

        from.answers(
                "tags/list",
                1,
                200,
                Map.of("Link", "<" + other.base() + "/secret>; rel=\"next\""),
                "{\"tags\":[\"a\"]}");
        assertThatThrownBy(() -> source.tags("org/app"))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("on its own host");
        assertThat(other.log).isEmpty();
    }

    @Test
    void anUploadThatIsLedToNoAddressFails() throws Exception {
        TestImage.docker("a", 10).pushTo(source, "org/app", "t");
        to.answers("POST .*uploads", 99, 202, Map.of("Location", "http://[bad"), "");

        assertThatThrownBy(this::copy).isInstanceOfAny(RegistryRefusal.class, InfrastructureFailure.class);
        assertNothingArrived();
    }

    @Test
    void anUploadThatIsLedToAnotherHostTakesNoCredentialThere() throws Exception {
        TestImage.docker("a", 10).pushTo(source, "org/app", "t");
        to.quirk("POST .*uploads", 99, exchange -> {
            FakeRegistry.drain(exchange);
            exchange.getResponseHeaders().add("Location", other.base() + "/v2/org/app/blobs/uploads/1?_state=x%3D");
            FakeRegistry.answer(exchange, 202, new byte[0]);
            return true;
        });
        to.quirk("HEAD .*/manifests/", 1, exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            FakeRegistry.error(exchange, 401, "UNAUTHORIZED");
            return true;
        });
        RegistryClient guarded = registries.connect(to.base(), "user", SECRET);

        assertThatThrownBy(() -> new ImageCopier(4)
                        .copy(
                                new Image(source, "org/app", "t"),
                                new Image(guarded, "org/app", "t"),
                                Optional.empty(),
                                _ -> {}))
                .isInstanceOf(ManifestInvalid.class);
        assertThat(other.log).isNotEmpty().noneMatch(line -> line.contains("["));
    }

    @Test
    void aRegistryThatHangsIsGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        from.quirk("HEAD", 99, _ -> {
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        Patience brief = new Patience(
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                _ -> {},
                new Random(1));
        try (RegistryClient client = new RegistryClient(
                new RegistryEndpoint(from.base(), Optional.empty(), Optional.empty()),
                TrustedCas.none(),
                brief,
                Clock.systemUTC())) {
            assertThatThrownBy(() -> client.manifestDigest("org/app", "t"))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContaining("did not answer in time");
        } finally {
            over.countDown();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotAccepted() {
        FreshCertificate own = FreshCertificate.issue("own", List.of("127.0.0.1"), Instant.now(), Duration.ofDays(1));
        try (FakeRegistry guarded = new FakeRegistry(Optional.of(own))) {
            RegistryClient client = registries.connect(guarded.base(), "user", SECRET);

            assertThatThrownBy(() -> client.manifest("org/app", "t"))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContaining("its certificate is not accepted")
                    .hasMessageContaining("trusted-cas")
                    .hasMessageNotContaining(SECRET);
            assertThat(guarded.log).isEmpty();
        }
    }

    @Test
    void namesThatLeadElsewhereAreNoImageNames() {
        for (String name :
                List.of("../etc", "org/../app", "Org/App", "org//app", "org/app?x", "a b", "/app", "org/app/")) {
            assertThatThrownBy(() -> ImageRef.parse(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not an image name");
        }
        assertThat(ImageRef.isTag("x".repeat(128))).isTrue();
        assertThat(ImageRef.isTag("x".repeat(129))).isFalse();
        assertThat(ImageRef.isTag("../x")).isFalse();
    }

    @Test
    void aRegistryThatRefusesRangesIsNeverAskedForOne() throws Exception {
        TestImage.docker("a", 4000).pushTo(source, "org/app", "t");
        from.quirk("GET .*/blobs/", 99, exchange -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                FakeRegistry.error(exchange, 416, "RANGE_INVALID");
                return true;
            }
            return false;
        });

        copy();

        assertThat(to.manifests).containsKey("org/app:t");
    }
}
