package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes wrong between us and a registry, and what comes of it.
final class RegistryFaultsTest {
    private final FakeRegistry from = new FakeRegistry();
    private final FakeRegistry to = new FakeRegistry();
    private final Registries registries = new Registries();
    private final RegistryClient source = registries.connect(from.base());
    private final RegistryClient target = registries.connect(to.base());
    private final ImageCopier copier = new ImageCopier(4);

    @AfterEach
    void stop() {
        registries.close();
        from.close();
        to.close();
    }

    private CopyReport copy() throws Exception {
        return copier.copy(
                new Image(source, "org/app", "t"), new Image(target, "org/app", "t"), Optional.empty(), _ -> {});
    }

    private void assertArrived(TestImage image) {
        assertThat(to.manifests.get("org/app:t").bytes()).isEqualTo(image.top().bytes());
    }

    @Test
    void twoBadGatewaysAreOvercomeWithGrowingWaits() throws Exception {
        TestImage image = TestImage.docker("a", 5000);
        image.pushTo(source, "org/app", "t");
        to.answers("PUT .*/manifests/t", 2, 502, Map.of(), "bad gateway");

        copy();

        assertArrived(image);
        assertThat(registries.waits).hasSize(2);
        assertThat(registries.waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(registries.waits.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aBadGatewayInAnUploadStartsThatLayerAgain() throws Exception {
        TestImage image = TestImage.docker("a", 5000);
        image.pushTo(source, "org/app", "t");
        to.answers("PUT .*/blobs/uploads", 1, 502, Map.of(), "bad gateway");

        copy();

        assertArrived(image);
        assertThat(to.requests("POST .*/blobs/uploads")).hasSize(3);
        assertThat(to.requests("DELETE .*/blobs/uploads")).hasSize(1);
    }

    @Test
    void aRegistryThatStaysDownIsAnInfrastructureFailureWithTheTriesAndWhatToDo() {
        to.answers("HEAD .*", 99, 503, Map.of(), "down");

        assertThatThrownBy(() -> target.manifestDigest("org/app", "t"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining(target.endpoint().name())
                .hasMessageContaining("'org/app:t'")
                .hasMessageContaining("after 4 tries")
                .hasMessageContaining("HTTP 503")
                .hasMessageContaining("run the step again");
    }

    @Test
    void aRefusedConnectionIsAnInfrastructureFailure() throws Exception {
        RegistryClient nobody =
                registries.connect(URI.create("http://127.0.0.1:" + RealRegistry.freePort("127.0.0.1")));

        assertThatThrownBy(() -> nobody.tags("org/app"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("refused the connection");
        assertThat(registries.waits).hasSize(3);
    }

    @Test
    void retryAfterIsObeyed() throws Exception {
        TestImage image = TestImage.docker("a", 50);
        image.pushTo(source, "org/app", "t");
        from.answers("GET .*/manifests/", 1, 429, Map.of("Retry-After", "7"), "slow down");

        copy();

        assertThat(registries.waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aRetryAfterBeyondOurPatienceEndsTheTries() {
        from.answers("GET .*/manifests/", 9, 429, Map.of("Retry-After", "21600"), "slow down");

        assertThatThrownBy(() -> source.manifest("org/app", "t"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("asks to wait 21600 s");
        assertThat(registries.waits).isEmpty();
    }

    @Test
    void aDownloadThatBreaksInTheMiddleIsStartedAgain() throws Exception {
        TestImage image = TestImage.docker("a", 400_000);
        image.pushTo(source, "org/app", "t");
        String layer = Digest.of(image.blobs().get(1)).toString();
        from.quirk("GET .*/blobs/" + layer, 2, exchange -> {
            exchange.sendResponseHeaders(200, 400_000);
            exchange.getResponseBody().write(image.blobs().get(1), 0, 150_000);
            exchange.getResponseBody().flush();
            return true;
        });

        CopyReport report = copy();

        assertArrived(image);
        assertThat(report.uploaded()).isEqualTo(2);
        assertThat(from.requests("GET .*/blobs/" + layer)).hasSize(3);
    }

    @Test
    void aDownloadThatStandsStillIsBrokenOffAndStartedAgain() throws Exception {
        TestImage image = TestImage.docker("a", 400_000);
        image.pushTo(source, "org/app", "t");
        String layer = Digest.of(image.blobs().get(1)).toString();
        CountDownLatch forever = new CountDownLatch(1);
        from.quirk("GET .*/blobs/" + layer, 1, exchange -> {
            exchange.sendResponseHeaders(200, 400_000);
            exchange.getResponseBody().write(image.blobs().get(1), 0, 150_000);
            exchange.getResponseBody().flush();
            try {
                forever.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return true;
        });

        copy();

        assertArrived(image);
        forever.countDown();
    }

    @Test
    void aDamagedLayerIsFetchedOnceMoreAndThenRefused() throws Exception {
        TestImage image = TestImage.docker("a", 4000);
        image.pushTo(source, "org/app", "t");
        String layer = Digest.of(image.blobs().get(1)).toString();
        from.blobs.put("org/app@" + layer, new byte[4000]);

        assertThatThrownBy(this::copy)
                .isInstanceOf(DigestMismatch.class)
                .hasMessageContaining(layer)
                .hasMessageContaining(Digest.of(new byte[4000]).toString())
                .hasMessageContaining(source.endpoint().name());
        assertThat(from.requests("GET .*/blobs/" + layer)).hasSize(2);
        assertThat(to.manifests).isEmpty();
        assertThat(to.blobs).doesNotContainKey("org/app@" + layer);
    }

    @Test
    void aLayerLongerThanItsManifestSaysIsRefused() throws Exception {
        TestImage image = TestImage.docker("a", 4000);
        image.pushTo(source, "org/app", "t");
        String layer = Digest.of(image.blobs().get(1)).toString();
        from.blobs.put("org/app@" + layer, new byte[400_000]);

        assertThatThrownBy(this::copy).isInstanceOf(DigestMismatch.class).hasMessageContaining("more than the 4000");
    }

    @Test
    void aManifestThatIsNotWhatItsHeaderSaysIsRefused() throws Exception {
        TestImage image = TestImage.docker("a", 10);
        image.pushTo(source, "org/app", "t");
        from.manifests.put(
                "org/app:t",
                new Manifest(TestImage.docker("b", 10).top().bytes(), Manifest.DOCKER_MANIFEST, image.digest()));

        assertThatThrownBy(this::copy).isInstanceOf(DigestMismatch.class).hasMessageContaining("damaged");
    }

    @Test
    void schemaOneIsRefusedWithAdvice() {
        from.manifests.put(
                "org/app:t",
                Manifest.of(
                        "{\"schemaVersion\": 1}".getBytes(StandardCharsets.UTF_8),
                        "application/vnd.docker.distribution.manifest.v1+prettyjws"));

        assertThatThrownBy(this::copy)
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("schema 1")
                .hasMessageContaining("push it again");
    }

    @Test
    void aRegistryThatRewritesManifestsIsRefused() throws Exception {
        TestImage.docker("a", 10).pushTo(source, "org/app", "t");
        to.answers(
                "PUT .*/manifests/",
                1,
                201,
                Map.of("Docker-Content-Digest", Digest.of(new byte[1]).toString()),
                "");

        assertThatThrownBy(this::copy).isInstanceOf(DigestMismatch.class).hasMessageContaining("changes manifests");
    }

    @Test
    void aForgottenUploadIsStartedAgain() throws Exception {
        TestImage image = TestImage.docker("a", 4000);
        image.pushTo(source, "org/app", "t");
        to.quirk("PUT .*/blobs/uploads", 1, exchange -> {
            FakeRegistry.error(exchange, 404, "BLOB_UPLOAD_INVALID");
            return true;
        });

        copy();

        assertArrived(image);
    }

    @Test
    void storageBehindARedirectNeverSeesTheCredential() throws Exception {
        TestImage image = TestImage.docker("a", 4000);
        image.pushTo(source, "org/app", "t");
        RegistryClient guarded = registries.connect(from.base(), "user", "secret");
        from.quirk("GET .*/manifests/|HEAD .*/manifests/", 1, exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            FakeRegistry.error(exchange, 401, "UNAUTHORIZED");
            return true;
        });
        FakeRegistry storage = new FakeRegistry();
        storage.blobs.putAll(from.blobs);
        from.quirk("GET .*/blobs/", 99, exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", storage.base() + exchange.getRequestURI().getPath());
            FakeRegistry.answer(exchange, 307, new byte[0]);
            return true;
        });

        copier.copy(new Image(guarded, "org/app", "t"), new Image(target, "org/app", "t"), Optional.empty(), _ -> {});
        storage.close();

        assertArrived(image);
        assertThat(from.requests("GET .*/blobs/")).isNotEmpty().allMatch(line -> line.endsWith("[Basic]"));
        assertThat(storage.log).hasSize(2).noneMatch(line -> line.contains("["));
    }

    @Test
    void storageThatIsDownIsAFaultNotAMissingLayer() throws Exception {
        TestImage.docker("a", 4000).pushTo(source, "org/app", "t");
        from.answers("GET .*/blobs/", 99, 307, Map.of("Location", to.base() + "/gone"), "");
        to.answers("GET /gone", 99, 403, Map.of(), "expired");

        assertThatThrownBy(this::copy).isInstanceOf(InfrastructureFailure.class).hasMessageContaining("storage");
    }

    @Test
    void aCircleOfRedirectsEnds() {
        from.answers("GET .*/blobs/", 99, 302, Map.of("Location", "x"), "");
        Descriptor blob = new Descriptor("", Digest.of(new byte[1]), 1, false);

        assertThatThrownBy(() -> source.openBlob("org/app", blob))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("circles");
    }

    @Test
    void aProxyThatTakesNoPushesIsNotPermitted() throws Exception {
        TestImage.docker("a", 10).pushTo(source, "org/app", "t");
        to.answers("POST .*", 9, 405, Map.of(), "{\"errors\":[{\"code\":\"UNSUPPORTED\",\"message\":\"no\"}]}");

        assertThatThrownBy(this::copy)
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("takes no pushes")
                .hasMessageContaining("UNSUPPORTED");
    }

    @Test
    void aDeniedPushSaysWhoMayNotWriteWhere() throws Exception {
        TestImage.docker("a", 10).pushTo(source, "org/app", "t");
        to.answers("POST .*", 9, 403, Map.of(), "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}");
        RegistryClient robot = registries.connect(to.base(), "robot", "secret");

        assertThatThrownBy(() -> copier.copy(
                        new Image(source, "org/app", "t"), new Image(robot, "org/app", "t"), Optional.empty(), _ -> {}))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("User 'robot' is not allowed to write");
    }

    @Test
    void aRefusedMountFallsBackToAnUpload() throws Exception {
        TestImage image = TestImage.docker("a", 4000);
        image.pushTo(source, "org/app", "t");
        copier.copy(new Image(source, "org/app", "t"), new Image(target, "other/app", "t"), Optional.empty(), _ -> {});
        to.answers("POST .*mount=", 9, 403, Map.of(), "no");

        CopyReport report = copy();

        assertThat(report.uploaded()).isEqualTo(2);
        assertArrived(image);
    }

    @Test
    void aRememberedPlaceThatIsGoneCostsOnlyAnUpload() throws Exception {
        TestImage image = TestImage.docker("a", 4000);
        image.pushTo(source, "org/app", "t");
        copier.copy(new Image(source, "org/app", "t"), new Image(target, "other/app", "t"), Optional.empty(), _ -> {});
        to.blobs.clear();

        assertThat(copy().uploaded()).isEqualTo(2);
        assertArrived(image);
    }

    @Test
    void aCancelledCopyStopsAtItsNextSignOfLife() throws Exception {
        TestImage.docker("a", 400_000).pushTo(source, "org/app", "t");

        assertThatThrownBy(() -> copier.copy(
                        new Image(source, "org/app", "t"), new Image(target, "org/app", "t"), Optional.empty(), _ -> {
                            throw new CancellationException("asked to stop");
                        }))
                .isInstanceOf(CancellationException.class);
        assertThat(to.manifests).isEmpty();
    }

    @Test
    void foreignLayersAreLeftWhereTheyAre() throws Exception {
        TestImage image = TestImage.docker("a", 400, 500);
        String absent = Digest.of(image.blobs().get(2)).toString();
        Manifest manifest = Manifest.of(
                new String(image.top().bytes(), StandardCharsets.UTF_8)
                        .replace(
                                "\"digest\": \"" + absent + "\"",
                                "\"digest\": \"" + absent + "\", \"urls\": [\"https://x\"]")
                        .getBytes(StandardCharsets.UTF_8),
                Manifest.DOCKER_MANIFEST);
        source.putBlob("org/app", image.blobs().get(0));
        source.putBlob("org/app", image.blobs().get(1));
        source.putManifest("org/app", "t", manifest);

        assertThat(copy().uploaded()).isEqualTo(2);
        assertThat(to.requests(absent)).isEmpty();
    }
}
