package dev.sluice.activities.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.Function;

/// One registry, seen with one credential. Each method is one call of the distribution API (container-roles
/// 4), tried
/// again on faults; an [InfrastructureFailure] means that it stayed unreachable. Safe for use by many threads.
public final class RegistryClient implements AutoCloseable {
    /// Longest list that is read; a registry whose pages lead round in circles must not hold a step for ever.
    private static final int PAGES = 10_000;

    private final RegistryEndpoint endpoint;
    private final RegistryCaller caller;
    private final Patience patience;
    private volatile boolean deletesByDigestOnly;

    public RegistryClient(RegistryEndpoint endpoint, TrustedCas trusted, Patience patience, Clock clock) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.caller = new RegistryCaller(endpoint, trusted, patience, clock);
    }

    public RegistryEndpoint endpoint() {
        return endpoint;
    }

    /// Requests sent so far, those for tokens included.
    public long requests() {
        return caller.requests();
    }

    /// The digest behind a tag or digest, without counting as a pull; empty when it is not there.
    public Optional<Digest> manifestDigest(String repository, String reference)
            throws RegistryRefusal, InterruptedException {
        return digest(repository, reference, Scope.read(repository));
    }

    /// Like [#manifestDigest], when a push to that repository will follow: one token serves both.
    Optional<Digest> digestBeforePush(String repository, String reference)
            throws RegistryRefusal, InterruptedException {
        return digest(repository, reference, Scope.write(repository));
    }

    private Optional<Digest> digest(String repository, String reference, Scope scope)
            throws RegistryRefusal, InterruptedException {
        Optional<ManifestCalls.Checked> found = small(new ManifestCalls.Check(repository, reference, scope));
        if (found.isPresent() && found.get().digest().isEmpty()) {
            return Optional.of(manifest(repository, reference).digest());
        }
        return found.flatMap(ManifestCalls.Checked::digest);
    }

    /// A manifest with its exact bytes, checked against the digest asked for and the one told.
    public Manifest manifest(String repository, String reference) throws RegistryRefusal, InterruptedException {
        return small(new ManifestCalls.Pull(repository, reference));
    }

    /// Stores a manifest under a tag or under its digest. Its blobs and children must be in that repository.
    public Digest putManifest(String repository, String reference, Manifest manifest)
            throws RegistryRefusal, InterruptedException {
        return small(new ManifestCalls.Push(repository, reference, manifest));
    }

    /// Gives an image of the repository one more tag; only the manifest moves.
    ///
    /// @return the digest that both tags now have, confirmed by the registry
    public Digest retag(String repository, String from, String to) throws RegistryRefusal, InterruptedException {
        Manifest manifest = manifest(repository, from);
        if (!digestBeforePush(repository, to).equals(Optional.of(manifest.digest()))) {
            putManifest(repository, to, manifest);
            Optional<Digest> now = manifestDigest(repository, to);
            if (!now.equals(Optional.of(manifest.digest()))) {
                throw new RegistryRefusal.DigestMismatch("Registry '" + endpoint.name() + "': tag '" + repository + ":"
                        + to + "' should now be " + manifest.digest() + " but is "
                        + now.map(Digest::toString).orElse("absent") + ": someone else writes that tag.");
            }
        }
        return manifest.digest();
    }

    /// All tags; none when the repository does not exist.
    public List<String> tags(String repository) throws RegistryRefusal, InterruptedException {
        return pages("the tags of '" + repository + "'", at -> new ListingCalls.Tags(repository, at));
    }

    /// All repositories. Only registries of our own let themselves be listed.
    public List<String> repositories() throws RegistryRefusal, InterruptedException {
        return pages("its repositories", ListingCalls.Repositories::new);
    }

    /// Takes a tag away and leaves the image, whatever other tags it has.
    ///
    /// @return false when the registry, or the credential, does not allow it: then the tag stays
    public boolean deleteTag(String repository, String tag) throws RegistryRefusal, InterruptedException {
        if (deletesByDigestOnly) {
            return deleteWrapped(repository, tag);
        }
        return switch (small(new DeletionCalls.Delete(repository, tag))) {
            case GONE -> true;
            case REFUSED -> false;
            case BY_DIGEST_ONLY -> {
                deletesByDigestOnly = true;
                yield deleteWrapped(repository, tag);
            }
        };
    }

    /// Distribution 2 deletes by digest alone, and with a digest all tags on it. So the tag is first put on a
    /// manifest
    /// that nothing else can have.
    private boolean deleteWrapped(String repository, String tag) throws RegistryRefusal, InterruptedException {
        Optional<Manifest> image = find(repository, tag);
        if (image.isEmpty()) {
            return true;
        }
        Manifest wrapper = ManifestWriter.around(
                image.get(), Map.of("dev.sluice.removed", repository + ":" + tag + " " + UUID.randomUUID()));
        putManifest(repository, tag, wrapper);
        return small(new DeletionCalls.Delete(repository, wrapper.digest().toString())) == DeletionCalls.Outcome.GONE;
    }

    /// Like [#manifest]; empty when it is not there.
    public Optional<Manifest> find(String repository, String reference) throws RegistryRefusal, InterruptedException {
        try {
            return Optional.of(manifest(repository, reference));
        } catch (RegistryRefusal.NotFound absent) {
            return Optional.empty();
        }
    }

    /// Stores a manifest that has a subject.
    ///
    /// @return whether the registry lists it among the subject's referrers by itself
    boolean putReferrer(String repository, Manifest manifest) throws RegistryRefusal, InterruptedException {
        return small(new ReferrerCalls.Attach(repository, manifest));
    }

    /// The registry's own list of referrers; empty when it keeps none.
    Optional<Manifest> referrers(String repository, Digest subject) throws RegistryRefusal, InterruptedException {
        return small(new ReferrerCalls.List(repository, subject));
    }

    /// A small blob as a whole, checked against its digest.
    public byte[] blob(String repository, Descriptor blob) throws RegistryRefusal, InterruptedException {
        return small(new BlobCalls.Read(repository, blob));
    }

    private List<String> pages(String what, Function<Optional<URI>, RegistryCall<ListingCalls.Page>> call)
            throws RegistryRefusal, InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<URI> at = Optional.empty();
        for (int pages = 0; pages < PAGES; pages++) {
            ListingCalls.Page page = small(call.apply(at));
            all.addAll(page.names());
            at = page.next();
            if (at.isEmpty()) {
                return List.copyOf(all);
            }
        }
        throw new RegistryRefusal.ManifestInvalid(
                "Registry '" + endpoint.name() + "': the list of " + what + " does not end after " + PAGES + " pages.");
    }

    public boolean hasBlob(String repository, Descriptor blob) throws RegistryRefusal, InterruptedException {
        return small(new BlobCalls.Check(repository, blob));
    }

    /// Uploads a small blob, such as an image's configuration, from memory.
    public void putBlob(String repository, byte[] content) throws RegistryRefusal, InterruptedException {
        Digest digest = Digest.of(content);
        restarting("upload layer '" + repository + "@" + digest + "'", () -> {
            if (startUpload(repository, digest, Optional.empty()) instanceof BlobCalls.Begun.Upload upload) {
                caller.call(new BlobCalls.Finish(
                        repository, digest, upload.location(), BodyPublishers.ofByteArray(content), Optional.empty()));
            }
            return true;
        });
    }

    /// One try of an upload, from its start.
    interface Upload<T> {
        T run() throws RegistryRefusal, BrokenTransfer, InterruptedException;
    }

    /// Runs an upload, and again from its start when it broke: what an old address would continue is not known.
    <T> T restarting(String purpose, Upload<T> upload) throws RegistryRefusal, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return upload.run();
            } catch (BrokenTransfer broken) {
                Fault fault = new Fault(broken.what(), Fault.LOOK, true, Optional.empty());
                Optional<Duration> delay =
                        tries < patience.attempts() ? patience.delay(tries, Optional.empty()) : Optional.empty();
                if (delay.isEmpty()) {
                    throw caller.failure(purpose, fault, tries);
                }
                patience.pause().sleep(delay.get());
            }
        }
    }

    BlobCalls.Begun startUpload(String repository, Digest digest, Optional<String> from)
            throws RegistryRefusal, InterruptedException {
        return small(new BlobCalls.Start(repository, digest, from));
    }

    Flow.Publisher<List<ByteBuffer>> openBlob(String repository, Descriptor blob)
            throws RegistryRefusal, InterruptedException {
        return small(new BlobCalls.Open(repository, blob));
    }

    void finishUpload(String repository, Descriptor blob, URI location, Relay relay)
            throws RegistryRefusal, BrokenTransfer, InterruptedException {
        caller.call(new BlobCalls.Finish(
                repository, blob.digest(), location, BlobCalls.relayed(relay, blob.size()), Optional.of(relay)));
    }

    /// Gives an upload up, if the registry can be told; it forgets uploads that nobody continues anyhow.
    void cancelUpload(String repository, URI location) throws InterruptedException {
        caller.attempt(new BlobCalls.Cancel(repository, location));
    }

    private <T> T small(RegistryCall<T> call) throws RegistryRefusal, InterruptedException {
        try {
            return caller.call(call);
        } catch (BrokenTransfer impossible) {
            throw new IllegalStateException("a call without a transfer has no transfer to break", impossible);
        }
    }

    @Override
    public void close() {
        caller.close();
    }
}
