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

    private static String place(String repository, Digest digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }

    private static String named(String repository, Digest digest) {
        return "'" + repository + "@" + digest + "'";
    }

    /// Whether the blob is there with the right size.
    record Check(String repository, Descriptor blob) implements RegistryCall<Boolean> {
        @Override
        public Line line() {
            return new Line(
                    "HEAD",
                    place(repository, blob.digest()),
                    "look up layer " + named(repository, blob.digest()),
                    List.of(Scope.write(repository)),
                    List.of(200, 404));
        }

        /// A registry that answers with another size holds a part of an upload that another client is about to finish;
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
        public Line line() {
            return new Line(
                    "GET",
                    place(repository, blob.digest()),
                    "read layer " + named(repository, blob.digest()),
                    List.of(Scope.read(repository)),
                    List.of(200));
        }

        @Override
        public boolean streams() {
            return true;
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
        public Line line() {
            return new Line(
                    "GET",
                    place(repository, blob.digest()),
                    "read blob " + named(repository, blob.digest()),
                    List.of(Scope.read(repository)),
                    List.of(200));
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
        public Line line() {
            return new Line(
                    "POST",
                    "/v2/" + repository + "/blobs/uploads/"
                            + from.map(other -> "?mount=" + digest + "&from=" + other)
                                    .orElse(""),
                    "start the upload of layer " + named(repository, digest),
                    from.map(other -> List.of(Scope.write(repository), Scope.read(other)))
                            .orElse(List.of(Scope.write(repository))),
                    List.of(201, 202));
        }

        @Override
        public Begun result(Answer answer) throws RegistryRefusal {
            if (answer.status() == 201) {
                return new Begun.Mounted();
            }
            return new Begun.Upload(answer.location()
                    .orElseThrow(() -> new ManifestInvalid("could not " + line().purpose()
                            + ": it did not tell an address ('Location') to send the content to.")));
        }
    }

    /// Sends the whole content and ends the upload.
    record Finish(String repository, Digest digest, URI location, BodyPublisher content, Optional<Relay> transfer)
            implements RegistryCall<Boolean> {
        @Override
        public Line line() {
            return new Line(
                    "PUT",
                    location + (location.getRawQuery() == null ? "?" : "&") + "digest=" + digest,
                    "upload layer " + named(repository, digest),
                    List.of(Scope.write(repository)),
                    List.of(201, 204));
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
        public Line line() {
            return new Line(
                    "DELETE",
                    location.toString(),
                    "give up an upload to '" + repository + "'",
                    List.of(Scope.write(repository)),
                    List.of(200, 202, 204, 404));
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
