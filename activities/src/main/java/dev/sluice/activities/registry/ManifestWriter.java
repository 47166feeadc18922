package dev.sluice.activities.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Manifests of our own, beside images: images themselves are never written anew.
final class ManifestWriter {
    static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestWriter() {}

    /// An index with one image in it. It needs no blob, and keeps the image from being swept.
    static Manifest around(Manifest image, Map<String, String> annotations) {
        ObjectNode root = index(annotations);
        root.withArray("manifests").add(descriptor(image.mediaType(), image.digest(), image.bytes().length));
        return written(root, Manifest.OCI_INDEX);
    }

    /// A list of referrers, as registries without their own keep it under a tag.
    static Manifest referrers(List<ObjectNode> entries) {
        ObjectNode root = index(Map.of());
        ArrayNode manifests = root.withArray("manifests");
        entries.forEach(manifests::add);
        return written(root, Manifest.OCI_INDEX);
    }

    /// A document that refers to an image.
    ///
    /// @param config an empty JSON object
    static Manifest document(
            Manifest subject, Descriptor config, Descriptor document, Map<String, String> annotations) {
        ObjectNode root = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", Manifest.OCI_MANIFEST);
        root.put("artifactType", document.mediaType());
        root.set("config", descriptor(config.mediaType(), config.digest(), config.size()));
        root.withArray("layers").add(descriptor(document.mediaType(), document.digest(), document.size()));
        root.set("subject", descriptor(subject.mediaType(), subject.digest(), subject.bytes().length));
        annotate(root, annotations);
        return written(root, Manifest.OCI_MANIFEST);
    }

    static ObjectNode descriptor(String mediaType, Digest digest, long size) {
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", size);
    }

    static void annotate(ObjectNode node, Map<String, String> annotations) {
        if (!annotations.isEmpty()) {
            ObjectNode into = node.putObject("annotations");
            new TreeMap<>(annotations).forEach(into::put);
        }
    }

    private static ObjectNode index(Map<String, String> annotations) {
        ObjectNode root = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", Manifest.OCI_INDEX);
        root.putArray("manifests");
        annotate(root, annotations);
        return root;
    }

    private static Manifest written(ObjectNode root, String mediaType) {
        try {
            return Manifest.of(JSON.writeValueAsBytes(root), mediaType);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts cannot be written", impossible);
        }
    }
}
