package dev.sluice.activities.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Images made in memory. Their manifests carry odd spacing on purpose, so that anything that writes them anew changes
/// their digest.
public record TestImage(Manifest top, List<Manifest> children, List<byte[]> blobs) {

    public static TestImage docker(String seed, int... layerSizes) {
        return single(
                seed,
                Manifest.DOCKER_MANIFEST,
                "application/vnd.docker.container.image.v1+json",
                "application/vnd.docker.image.rootfs.diff.tar.gzip",
                layerSizes);
    }

    public static TestImage oci(String seed, int... layerSizes) {
        return single(
                seed,
                Manifest.OCI_MANIFEST,
                "application/vnd.oci.image.config.v1+json",
                "application/vnd.oci.image.layer.v1.tar+gzip",
                layerSizes);
    }

    /// An index of two architectures and an attestation.
    public static TestImage ociIndex(String seed, int... layerSizes) {
        return index(
                Manifest.OCI_INDEX,
                oci(seed + "-amd64", layerSizes),
                oci(seed + "-arm64", layerSizes),
                oci(seed + "-attestation", 50));
    }

    static TestImage dockerList(String seed, int... layerSizes) {
        return index(Manifest.DOCKER_LIST, docker(seed + "-amd64", layerSizes), docker(seed + "-arm64", layerSizes));
    }

    private static TestImage index(String type, TestImage... images) {
        List<String> entries = new ArrayList<>();
        List<Manifest> children = new ArrayList<>();
        List<byte[]> blobs = new ArrayList<>();
        String[] platforms = {
            "linux\", \"architecture\": \"amd64",
            "linux\", \"architecture\": \"arm64",
            "unknown\", \"architecture\": \"unknown"
        };
        for (int i = 0; i < images.length; i++) {
            Manifest child = images[i].top;
            entries.add("   {\"mediaType\": \"%s\",  \"size\": %d, \"digest\":\"%s\", \"platform\":{\"os\": \"%s\"}}"
                    .formatted(child.mediaType(), child.bytes().length, child.digest(), platforms[i]));
            children.add(child);
            blobs.addAll(images[i].blobs);
        }
        String text = "{\n  \"mediaType\": \"%s\",\"schemaVersion\": 2,\n \"manifests\": [\n%s ]\n}\n"
                .formatted(type, String.join(",\n", entries));
        return new TestImage(Manifest.of(text.getBytes(StandardCharsets.UTF_8), type), children, blobs);
    }

    private static TestImage single(String seed, String type, String configType, String layerType, int... layerSizes) {
        Random random = new Random(seed.hashCode());
        List<byte[]> blobs = new ArrayList<>();
        List<String> layers = new ArrayList<>();
        byte[] config = ("{\"architecture\": \"amd64\", \"os\": \"linux\", \"config\": {\"Labels\": {\"seed\": \""
                        + seed + "\"}}, \"rootfs\": {\"type\": \"layers\", \"diff_ids\": []}}")
                .getBytes(StandardCharsets.UTF_8);
        blobs.add(config);
        for (int size : layerSizes) {
            byte[] layer = new byte[size];
            random.nextBytes(layer);
            blobs.add(layer);
            layers.add("{\"size\": %d,   \"digest\": \"%s\", \"mediaType\":\"%s\"}"
                    .formatted(size, Digest.of(layer), layerType));
        }
        String text =
                "{ \"layers\": [%s],\n\n  \"config\": {\"mediaType\": \"%s\", \"size\": %d, \"digest\": \"%s\"},\n  \"mediaType\": \"%s\", \"schemaVersion\":   2 }"
                        .formatted(String.join(" , ", layers), configType, config.length, Digest.of(config), type);
        return new TestImage(Manifest.of(text.getBytes(StandardCharsets.UTF_8), type), List.of(), blobs);
    }

    public Digest digest() {
        return top.digest();
    }

    public void pushTo(RegistryClient registry, String repository, String tag) throws Exception {
        for (byte[] blob : blobs) {
            registry.putBlob(repository, blob);
        }
        for (Manifest child : children) {
            registry.putManifest(repository, child.digest().toString(), child);
        }
        registry.putManifest(repository, tag, top);
    }
}
