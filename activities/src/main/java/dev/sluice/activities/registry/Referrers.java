package dev.sluice.activities.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Documents beside images: OCI manifests with the image as their subject. Registries that keep no list of
/// referrers
/// (Distribution 2) get one under the tag that the OCI distribution specification names for it.
public final class Referrers {
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int TURNS = 5;

    private Referrers() {}

    /// A document found beside an image.
    ///
    /// @param manifest digest by which it can be read
    public record Entry(Digest manifest, String artifactType, Map<String, String> annotations) {}

    /// Attaches a document.
    ///
    /// @return digest of its manifest
    public static Digest attach(
            RegistryClient registry,
            String repository,
            Manifest subject,
            String type,
            byte[] document,
            Map<String, String> annotations)
            throws RegistryRefusal, InterruptedException {
        registry.putBlob(repository, EMPTY);
        registry.putBlob(repository, document);
        Manifest manifest = ManifestWriter.document(
                subject,
                new Descriptor(ManifestWriter.EMPTY_TYPE, Digest.of(EMPTY), EMPTY.length, false),
                new Descriptor(type, Digest.of(document), document.length, false),
                annotations);
        if (!registry.putReferrer(repository, manifest)) {
            listUnderTag(registry, repository, subject.digest(), manifest, type, annotations);
        }
        return manifest.digest();
    }

    /// Read, add, write: another writer may come between, so it is looked at again.
    private static void listUnderTag(
            RegistryClient registry,
            String repository,
            Digest subject,
            Manifest manifest,
            String type,
            Map<String, String> annotations)
            throws RegistryRefusal, InterruptedException {
        ObjectNode entry = ManifestWriter.descriptor(manifest.mediaType(), manifest.digest(), manifest.bytes().length);
        entry.put("artifactType", type);
        ManifestWriter.annotate(entry, annotations);
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<Manifest> before = registry.find(repository, listTag(subject));
            if (before.isPresent()
                    && before.get().children().stream()
                            .anyMatch(one -> one.digest().equals(manifest.digest()))) {
                return;
            }
            List<ObjectNode> entries = new ArrayList<>();
            before.ifPresent(index -> entries.addAll(index.entries()));
            entries.add(entry);
            registry.putManifest(repository, listTag(subject), ManifestWriter.referrers(entries));
        }
        throw new DigestMismatch("Registry '" + registry.endpoint().name() + "': the list of documents beside '"
                + repository + "@" + subject + "' does not stay as written: something else writes tag '"
                + listTag(subject) + "'.");
    }

    /// All documents beside an image, in the order in which they are listed.
    public static List<Entry> of(RegistryClient registry, String repository, Digest subject)
            throws RegistryRefusal, InterruptedException {
        Optional<Manifest> list = registry.referrers(repository, subject);
        if (list.isEmpty() || list.get().children().isEmpty()) {
            list = registry.find(repository, listTag(subject)).filter(Manifest::isIndex);
        }
        List<Entry> found = new ArrayList<>();
        if (list.isPresent()) {
            for (ObjectNode entry : list.get().entries()) {
                Optional<Digest> digest = Digest.parse(entry.path("digest").asText());
                if (digest.isPresent()) {
                    found.add(
                            new Entry(digest.get(), entry.path("artifactType").asText(), Manifest.annotations(entry)));
                }
            }
        }
        return List.copyOf(found);
    }

    /// The content of a document.
    public static byte[] read(RegistryClient registry, String repository, Entry entry)
            throws RegistryRefusal, InterruptedException {
        Manifest manifest = registry.manifest(repository, entry.manifest().toString());
        return registry.blob(repository, manifest.blobs().getLast());
    }

    /// Whether a tag is one of these lists, and not an image's own.
    public static boolean isList(String tag) {
        return tag.matches("sha(256|512)-[0-9a-f]{64,128}");
    }

    private static String listTag(Digest subject) {
        String tag = subject.algorithm() + "-" + subject.hex();
        return tag.length() > ImageRef.TAG_LENGTH ? tag.substring(0, ImageRef.TAG_LENGTH) : tag;
    }
}
