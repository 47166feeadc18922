package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every registry must do for us (container-roles 4.1, 4.2, 4.3).
abstract class RegistryContract {
    static final Consumer<String> QUIET = _ -> {};

    final Registries registries = new Registries();
    final ImageCopier copier = new ImageCopier(4);

    /// A client of the registry that images come from.
    abstract RegistryClient source() throws Exception;

    /// A client of the registry that images go to; may be the same at every call.
    abstract RegistryClient target() throws Exception;

    @AfterEach
    void closeClients() {
        registries.close();
    }

    private CopyReport copy(Image from, Image to) throws Exception {
        return copier.copy(from, to, Optional.empty(), QUIET);
    }

    private void assertCopiedExactly(TestImage image) throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        image.pushTo(from, "org/app", "t");

        CopyReport report = copy(new Image(from, "org/app", "t"), new Image(to, "mirror/app", "copied"));

        assertThat(report.digest()).isEqualTo(image.digest());
        Manifest arrived = to.manifest("mirror/app", "copied");
        assertThat(arrived.bytes()).isEqualTo(image.top().bytes());
        assertThat(arrived.mediaType()).isEqualTo(image.top().mediaType());
        for (Manifest child : image.children()) {
            assertThat(to.manifest("mirror/app", child.digest().toString()).bytes())
                    .isEqualTo(child.bytes());
        }
        for (byte[] blob : image.blobs()) {
            assertThat(to.hasBlob("mirror/app", new Descriptor("", Digest.of(blob), blob.length, false)))
                    .isTrue();
        }
    }

    @Test
    void copiesADockerImageByteForByte() throws Exception {
        assertCopiedExactly(TestImage.docker("one", 1000, 70_000, 300_000));
    }

    @Test
    void copiesAnOciImageByteForByte() throws Exception {
        assertCopiedExactly(TestImage.oci("two", 1, 200_000));
    }

    @Test
    void copiesAnOciIndexWithItsAttestation() throws Exception {
        assertCopiedExactly(TestImage.ociIndex("three", 30_000, 5000));
    }

    @Test
    void copiesADockerManifestList() throws Exception {
        assertCopiedExactly(TestImage.dockerList("four", 30_000));
    }

    @Test
    void copiesAnImageWithAnEmptyLayer() throws Exception {
        assertCopiedExactly(TestImage.oci("five", 0, 10));
    }

    @Test
    void repeatingACopyMovesNoByteAndCostsTwoRequests() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        TestImage.ociIndex("repeat", 30_000).pushTo(from, "org/app", "t");
        copy(new Image(from, "org/app", "t"), new Image(to, "mirror/app", "t"));
        long before = from.requests() + to.requests();

        CopyReport again = copy(new Image(from, "org/app", "t"), new Image(to, "mirror/app", "t"));

        assertThat(again.bytes()).isZero();
        assertThat(from.requests() + to.requests() - before).isEqualTo(2);
    }

    @Test
    void repeatingACopyOfAKnownDigestCostsOneRequest() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        TestImage image = TestImage.docker("repeat", 30_000);
        image.pushTo(from, "org/app", "t");
        copy(new Image(from, "org/app", "t"), new Image(to, "mirror/app", "t"));
        long before = from.requests() + to.requests();

        copier.copy(
                new Image(from, "org/app", "t"), new Image(to, "mirror/app", "t"), Optional.of(image.digest()), QUIET);

        assertThat(from.requests() + to.requests() - before).isEqualTo(1);
    }

    @Test
    void aChangedLayerMovesThatLayerAndTheConfigurationOnly() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        TestImage first = TestImage.docker("base", 50_000, 60_000);
        TestImage second = withOneMoreLayer(first, 1234);
        first.pushTo(from, "org/app", "1");
        second.pushTo(from, "org/app", "2");
        copy(new Image(from, "org/app", "1"), new Image(to, "mirror/app", "1"));

        CopyReport report = copy(new Image(from, "org/app", "2"), new Image(to, "mirror/app", "2"));

        assertThat(report.uploaded()).isEqualTo(1);
        assertThat(report.bytes()).isEqualTo(1234);
        assertThat(report.present()).isEqualTo(3);
    }

    private static TestImage withOneMoreLayer(TestImage image, int size) {
        byte[] layer = new byte[size];
        String text = new String(image.top().bytes(), StandardCharsets.UTF_8)
                .replace(
                        "{ \"layers\": [",
                        "{ \"layers\": [{\"mediaType\": \"application/vnd.docker.image.rootfs.diff.tar.gzip\", \"size\": "
                                + size + ", \"digest\": \"" + Digest.of(layer) + "\"},");
        List<byte[]> blobs = new ArrayList<>(image.blobs());
        blobs.add(layer);
        return new TestImage(
                Manifest.of(text.getBytes(StandardCharsets.UTF_8), image.top().mediaType()), List.of(), blobs);
    }

    @Test
    void aBlobOfAnotherRepositoryIsMountedNotSent() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        TestImage.docker("mounted", 50_000, 60_000).pushTo(from, "org/app", "t");
        copy(new Image(from, "org/app", "t"), new Image(to, "mirror/app", "t"));

        CopyReport report = copy(new Image(from, "org/app", "t"), new Image(to, "mirror/other", "t"));

        assertThat(report.mounted()).isEqualTo(3);
        assertThat(report.bytes()).isZero();
    }

    @Test
    void retaggingMovesTheManifestOnly() throws Exception {
        RegistryClient to = target();
        TestImage image = TestImage.ociIndex("retag", 2000);
        image.pushTo(to, "org/app", "change_1_latest");
        long before = to.requests();

        assertThat(to.retag("org/app", "change_1_latest", "latest")).isEqualTo(image.digest());

        assertThat(to.requests() - before).isEqualTo(4);
        assertThat(to.manifestDigest("org/app", "latest")).contains(image.digest());
        assertThat(to.retag("org/app", "change_1_latest", "latest")).isEqualTo(image.digest());
    }

    @Test
    void listsTagsAndNoneOfAnUnknownRepository() throws Exception {
        RegistryClient to = target();
        TestImage.docker("tags", 10).pushTo(to, "org/app", "a");
        to.retag("org/app", "a", "b");

        assertThat(to.tags("org/app")).containsExactlyInAnyOrder("a", "b");
        assertThat(to.tags("org/nothing")).isEmpty();
    }

    @Test
    void anAbsentImageIsNotFoundAndNamed() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();

        assertThat(from.manifestDigest("org/none", "t")).isEmpty();
        assertThatThrownBy(() -> copy(new Image(from, "org/none", "t"), new Image(to, "mirror/none", "t")))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining(from.endpoint().name())
                .hasMessageContaining("org/none:t");
        assertThatThrownBy(() -> from.manifest("org/none", "t")).isInstanceOf(NotFound.class);
    }

    @Test
    void anotherDigestThanExpectedIsRefused() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        TestImage.docker("seen", 100).pushTo(from, "org/app", "t");
        Digest other = Digest.of("other".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> copier.copy(
                        new Image(from, "org/app", "t"), new Image(to, "mirror/app", "t"), Optional.of(other), QUIET))
                .isInstanceOf(DigestMismatch.class)
                .hasMessageContaining(other.toString());
        assertThat(to.manifestDigest("mirror/app", "t")).isEmpty();
    }

    @Test
    void aManifestWithoutItsLayersIsRefused() throws Exception {
        RegistryClient to = target();
        Manifest manifest = TestImage.docker("incomplete", 100).top();

        assertThatThrownBy(() -> to.putManifest("org/incomplete", "t", manifest))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void twelveCopiesAtOnceSendEachBlobOnce() throws Exception {
        RegistryClient from = source();
        RegistryClient to = target();
        TestImage image = TestImage.docker("shared", 90_000, 80_000, 70_000);
        image.pushTo(from, "org/app", "t");
        List<Callable<CopyReport>> copies = IntStream.range(0, 12)
                .<Callable<CopyReport>>mapToObj(i ->
                        () -> copy(new Image(from, "org/app", "t"), new Image(to, "mirror/app" + (i % 3), "t" + i)))
                .toList();

        long bytes = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<CopyReport> one : threads.invokeAll(copies)) {
                bytes += one.get().bytes();
            }
        }

        assertThat(bytes)
                .isEqualTo(image.blobs().stream().mapToLong(blob -> blob.length).sum());
        for (int i = 0; i < 12; i++) {
            assertThat(to.manifestDigest("mirror/app" + (i % 3), "t" + i)).contains(image.digest());
        }
    }
}
