package dev.sluice.activities.registry;

import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotFound;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;

/// Calls on blobs: check, open, start or mount, upload, cancel.
final class BlobCalls {
    private BlobCalls() {}

    private static URI address(URI base, String repository, Digest digest) {
        return base.resolve("/v2/" + repository + "/blobs/" + digest);
    }

    private static String named(String repository, Digest digest) {
        return "'" + repository + "@" + digest + "'";
    }

    /// Whether the blob is there with the right size.
    record Check(String repository, Descriptor blob) implements RegistryCall<Boolean> {
        @Override
        public String method() {
            return "HEAD";
        }

        @Override
        public URI address(URI base) {
            return BlobCalls.address(base, repository, blob.digest());
        }

        @Override
        public String purpose() {
            return "look up layer " + named(repository, blob.digest());
        }

        @Override
        public List<Scope> scopes() {
            return List.of(Scope.write(repository));
        }

        @Override
        public List<Integer> expected() {
            return List.of(200, 404);
        }

        /// A registry that answers with another size holds a part of an upload that another client is about
        /// to finish;
        /// uploading it again is safe.
        @Override
        public Boolean result(Answer answer) {
            return answer.status() == 200
                    && answer.headers().firstValueAsLong("content-length").orElse(blob.size()) == blob.size();
        }
    }

    /// The content of a blob, from its first byte.
    record Open(String repository, Descriptor blob) implements RegistryCall<Flow.Publisher<List<ByteBuffer>>> {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public URI address(URI base) {
            return BlobCalls.address(base, repository, blob.digest());
        }

        @Override
        public String purpose() {
            return "read layer " + named(repository, blob.digest());
        }

        @Override
        public List<Scope> scopes() {
            return List.of(Scope.read(repository));
        }

        @Override
        public boolean streams() {
            return true;
        }

        @Override
        public List<Integer> expected() {
            return List.of(200);
        }

        @Override
        public Flow.Publisher<List<ByteBuffer>> result(Answer answer) {
            return switch (answer.payload()) {
                case Answer.Payload.Stream stream -> stream.buffers();
                case Answer.Payload.Whole _ -> throw new IllegalStateException("a blob was not streamed");
            };
        }

        @Override
        public Optional<RegistryRefusal> refusal(Answer answer, String told) {
            return answer.status() == 404
                    ? Optional.of(new NotFound("layer " + named(repository, blob.digest()) + " is not there " + told
                            + ": the image is incomplete. Build and push it again."))
                    : Optional.empty();
        }
    }

    /// A small blob, into memory.
    record Read(String repository, Descriptor blob) implements RegistryCall<byte[]> {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public URI address(URI base) {
            return BlobCalls.address(base, repository, blob.digest());
        }

        @Override
        public String purpose() {
            return "read blob " + named(repository, blob.digest());
        }

        @Override
        public List<Scope> scopes() {
            return List.of(Scope.read(repository));
        }

        @Override
        public List<Integer> expected() {
            return List.of(200);
        }

        @Override
        public byte[] result(Answer answer) throws RegistryRefusal {
            byte[] bytes = answer.bytes();
            if (!blob.digest().isOf(bytes)) {
                throw new DigestMismatch("blob " + named(repository, blob.digest()) + " was received as "
                        + Digest.of(bytes) + ": the registry's storage is damaged. Push the image again.");
            }
            return bytes;
        }
    }

    /// What became of the wish to have a blob in a repository.
    sealed interface Begun {
        /// The registry linked the blob that it holds elsewhere.
        record Mounted() implements Begun {}

        /// An upload waits for the content.
        record Upload(URI location) implements Begun {}
    }

    /// Starts an upload, or mounts the blob from another repository of the registry if it is there.
    record Start(String repository, Digest digest, Optional<String> from) implements RegistryCall<Begun> {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public URI address(URI base) {
            return base.resolve("/v2/" + repository + "/blobs/uploads/"
                    + from.map(other -> "?mount=" + digest + "&from=" + other).orElse(""));
        }

        @Override
        public String purpose() {
            return "start the upload of layer " + named(repository, digest);
        }

        @Override
        public List<Scope> scopes() {
            return from.map(other -> List.of(Scope.write(repository), Scope.read(other)))
                    .orElse(List.of(Scope.write(repository)));
        }

        @Override
        public List<Integer> expected() {
            return List.of(201, 202);
        }

        @Override
        public Begun result(Answer answer) throws RegistryRefusal {
            if (answer.status() == 201) {
                return new Begun.Mounted();
            }
            return new Begun.Upload(answer.location()
                    .orElseThrow(() -> new ManifestInvalid("could not " + purpose()
                            + ": it did not tell an address ('Location') to send the content to.")));
        }
    }

    /// Sends the whole content and ends the upload.
    record Finish(String repository, Digest digest, URI location, BodyPublisher content, Optional<Relay> transfer)
            implements RegistryCall<Boolean> {
        @Override
        public String method() {
            return "PUT";
        }

        @Override
        public URI address(URI base) {
            return URI.create(location + (location.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
        }

        @Override
        public String purpose() {
            return "upload layer " + named(repository, digest);
        }

        @Override
        public List<Scope> scopes() {
            return List.of(Scope.write(repository));
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Type", "application/octet-stream");
        }

        @Override
        public BodyPublisher body() {
            return content;
        }

        @Override
        public Optional<Relay> relay() {
            return transfer;
        }

        @Override
        public List<Integer> expected() {
            return List.of(201, 204);
        }

        @Override
        public Boolean result(Answer answer) throws RegistryRefusal {
            Optional<Digest> stored = answer.contentDigest();
            if (stored.isPresent() && !stored.get().equals(digest)) {
                throw new DigestMismatch(
                        "the registry stored layer " + named(repository, digest) + " as " + stored.get() + ".");
            }
            return true;
        }

        @Override
        public boolean lost(Answer answer) {
            return answer.status() == 416
                    || answer.hasErrorCode("BLOB_UPLOAD_UNKNOWN")
                    || answer.hasErrorCode("BLOB_UPLOAD_INVALID");
        }

        @Override
        public Optional<RegistryRefusal> refusal(Answer answer, String told) {
            return answer.hasErrorCode("DIGEST_INVALID")
                    ? Optional.of(new DigestMismatch("layer " + named(repository, digest) + " was refused " + told
                            + ": what arrived does not have that digest."))
                    : Optional.empty();
        }
    }

    /// Gives an upload up; any answer will do.
    record Cancel(String repository, URI location) implements RegistryCall<Boolean> {
        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public URI address(URI base) {
            return location;
        }

        @Override
        public String purpose() {
            return "give up an upload to '" + repository + "'";
        }

        @Override
        public List<Scope> scopes() {
            return List.of(Scope.write(repository));
        }

        @Override
        public List<Integer> expected() {
            return List.of(200, 202, 204, 404);
        }

        @Override
        public Boolean result(Answer answer) {
            return answer.status() != 404;
        }
    }

    static BodyPublisher relayed(Relay relay, long size) {
        return size == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(relay, size);
    }
}
