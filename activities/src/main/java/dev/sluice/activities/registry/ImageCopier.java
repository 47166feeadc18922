package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Copies images from registry to registry, byte for byte, with all their architectures and attestations
/// (container-roles 4.2). One instance serves all copies of an executor: it bounds their parallel transfers and keeps
/// two of them from sending one blob at the same time.
public final class ImageCopier {
    /// Deepest nesting of indexes that is followed.
    private static final int DEPTH = 4;
    /// Most manifests of one image.
    private static final int MANIFESTS = 1000;

    private final Flights flights = new Flights();
    private final Semaphore lanes;

    /// @param parallel most transfers at a time; 3 to 6 suit most registries
    public ImageCopier(int parallel) {
        this.lanes = new Semaphore(parallel);
    }

    /// An image in a registry.
    ///
    /// @param reference tag or digest
    public record Image(RegistryClient registry, String repository, String reference) {
        public Image {
            requireNonNull(registry, "registry");
            requireNonNull(repository, "repository");
            requireNonNull(reference, "reference");
        }

        @Override
        public String toString() {
            return registry.endpoint().name() + "/" + repository + (reference.contains(":") ? "@" : ":") + reference;
        }
    }

    /// Copies an image; when the target has it already, that costs one or two requests.
    ///
    /// @param expected digest that the source must have, if it is known
    /// @param progress told in words how far the copy came, a few times a second at most; may throw to end the copy
    public CopyReport copy(Image from, Image to, Optional<Digest> expected, Consumer<String> progress)
            throws RegistryRefusal, InterruptedException {
        Digest wanted = expected.isPresent() ? expected.get() : digestOf(from);
        if (to.registry().digestBeforePush(to.repository(), to.reference()).equals(Optional.of(wanted))) {
            return CopyReport.nothingToDo(wanted);
        }
        Tree tree = new Tree();
        Manifest top = fetch(from, wanted);
        collect(from, to, top, tree, 0);
        BlobTransfers transfers = new BlobTransfers(flights, lanes, from, to);
        CopyReport report = transfers.run(List.copyOf(tree.blobs.values()), wanted, progress);
        for (Manifest child : tree.children) {
            to.registry().putManifest(to.repository(), child.digest().toString(), child);
        }
        to.registry().putManifest(to.repository(), to.reference(), top);
        return report;
    }

    /// Manifests below the top, children before parents, and all blobs, each once.
    private static final class Tree {
        final List<Manifest> children = new ArrayList<>();
        final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    }

    private static Digest digestOf(Image from) throws RegistryRefusal, InterruptedException {
        return from.registry()
                .manifestDigest(from.repository(), from.reference())
                .orElseThrow(() -> new NotFound("There is no image '" + from + "'."));
    }

    /// The manifest, asked for by its tag so that a message can tell a moved tag from damage; asked for again once.
    private static Manifest fetch(Image from, Digest wanted) throws RegistryRefusal, InterruptedException {
        Manifest found = from.registry().manifest(from.repository(), from.reference());
        if (!wanted.isOf(found.bytes())) {
            found = from.registry().manifest(from.repository(), from.reference());
        }
        if (!wanted.isOf(found.bytes())) {
            throw new DigestMismatch("Image '" + from + "' should have digest " + wanted + ", but has " + found.digest()
                    + ": someone wrote that tag again. Run the job that made it again.");
        }
        return new Manifest(found.bytes(), found.mediaType(), wanted);
    }

    private void collect(Image from, Image to, Manifest manifest, Tree tree, int depth)
            throws RegistryRefusal, InterruptedException {
        if (!manifest.isIndex()) {
            for (Descriptor blob : manifest.blobs()) {
                if (!blob.foreign()) {
                    tree.blobs.putIfAbsent(blob.digest(), blob);
                }
            }
            return;
        }
        if (depth == DEPTH || tree.children.size() > MANIFESTS) {
            throw new ManifestInvalid("Image '" + from + "' nests its indexes more than " + DEPTH
                    + " deep or holds more than " + MANIFESTS + " manifests; that is refused.");
        }
        for (Descriptor child : manifest.children()) {
            String reference = child.digest().toString();
            boolean known = tree.children.stream().anyMatch(one -> one.digest().equals(child.digest()));
            if (known
                    || to.registry()
                            .digestBeforePush(to.repository(), reference)
                            .isPresent()) {
                continue;
            }
            Manifest found = from.registry().manifest(from.repository(), reference);
            collect(from, to, found, tree, depth + 1);
            tree.children.add(found);
        }
    }
}
