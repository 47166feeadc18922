package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A manifest as the registry sent it. Its bytes are never re-written: they are the image's identity.
///
/// @param bytes exactly what was read; not copied, so not to be changed
@SuppressWarnings("ArrayRecordComponent") // equality is by digest
public record Manifest(byte[] bytes, String mediaType, Digest digest) {
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /// All four, always: a registry that may not answer with the stored type answers with another image
    /// (container-roles 4.1, rows 2 and 3).
    static final String ACCEPTED = String.join(", ", OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST);

    private static final List<String> TYPES = List.of(DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST);
    private static final ObjectMapper JSON = new ObjectMapper();

    public Manifest {
        requireNonNull(bytes, "bytes");
        requireNonNull(mediaType, "mediaType");
        requireNonNull(digest, "digest");
    }

    public static Manifest of(byte[] bytes, String mediaType) {
        return new Manifest(bytes, mediaType, Digest.of(bytes));
    }

    /// Whether it lists manifests rather than layers.
    public boolean isIndex() {
        return mediaType.equals(DOCKER_LIST) || mediaType.equals(OCI_INDEX);
    }

    /// What is wrong with it, or the empty string.
    String defect() {
        if (!TYPES.contains(mediaType)) {
            return mediaType.contains(".v1+") && mediaType.contains("docker.distribution.manifest")
                    ? "it is stored in the obsolete schema 1; push it again with a present-day client"
                    : "its type '" + mediaType + "' is not one of " + String.join(", ", TYPES);
        }
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root.path("schemaVersion").asInt() != 2) {
                return "its schemaVersion is " + root.path("schemaVersion") + ", not 2";
            }
            if (isIndex()) {
                children();
            } else {
                blobs();
            }
            return "";
        } catch (IllegalArgumentException malformed) {
            return String.valueOf(malformed.getMessage());
        } catch (IOException malformed) {
            return "it is not JSON";
        }
    }

    /// The manifests of an index, in order, attestations included.
    public List<Descriptor> children() {
        return descriptors(root().path("manifests"));
    }

    /// Configuration and layers, in order.
    public List<Descriptor> blobs() {
        List<Descriptor> found = new ArrayList<>();
        found.add(descriptor(root().path("config")));
        found.addAll(descriptors(root().path("layers")));
        return List.copyOf(found);
    }

    /// Of the manifest itself, in its order.
    public Map<String, String> annotations() {
        return annotations(root());
    }

    static Map<String, String> annotations(JsonNode node) {
        Map<String, String> found = new LinkedHashMap<>();
        node.path("annotations")
                .properties()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
        return found;
    }

    /// The entries of an index as they are written.
    List<ObjectNode> entries() {
        List<ObjectNode> found = new ArrayList<>();
        root().path("manifests").forEach(entry -> {
            if (entry instanceof ObjectNode object) {
                found.add(object);
            }
        });
        return List.copyOf(found);
    }

    private JsonNode root() {
        try {
            return JSON.readTree(bytes);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("it is not JSON", malformed);
        }
    }

    private static List<Descriptor> descriptors(JsonNode array) {
        List<Descriptor> found = new ArrayList<>();
        array.forEach(item -> found.add(descriptor(item)));
        return List.copyOf(found);
    }

    private static Descriptor descriptor(JsonNode node) {
        String type = node.path("mediaType").asText();
        Digest digest = Digest.parse(node.path("digest").asText())
                .orElseThrow(() -> new IllegalArgumentException(
                        "it points to '" + node.path("digest").asText() + "', which is no sha256 or sha512 digest"));
        long size = node.path("size").asLong(-1);
        if (size < 0) {
            throw new IllegalArgumentException("it gives no size for " + digest);
        }
        boolean foreign = type.contains("nondistributable")
                || type.contains(".foreign.")
                || !node.path("urls").isEmpty();
        return new Descriptor(type, digest, size, foreign);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && digest.equals(that.digest) && mediaType.equals(that.mediaType);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "Manifest[" + mediaType + ", " + digest + "]";
    }
}
