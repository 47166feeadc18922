package dev.sluice.activities.registry;

import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotFound;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls on manifests: check, pull, push.
final class ManifestCalls {
    private ManifestCalls() {}

    private static String place(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    private static String named(String repository, String reference) {
        return "'" + repository + (reference.contains(":") ? "@" : ":") + reference + "'";
    }

    /// Whether a manifest is there, and its digest.
    ///
    /// @param scope write when a push will follow, so that one token serves both
    record Check(String repository, String reference, Scope scope) implements RegistryCall<Optional<Checked>> {
        @Override
        public Line line() {
            return new Line(
                    "HEAD",
                    place(repository, reference),
                    "look up manifest " + named(repository, reference),
                    List.of(scope),
                    List.of(200, 404));
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Accept", Manifest.ACCEPTED);
        }

        @Override
        public Optional<Checked> result(Answer answer) {
            return answer.status() == 404 ? Optional.empty() : Optional.of(new Checked(answer.contentDigest()));
        }
    }

    /// @param digest absent when the registry does not tell
    record Checked(Optional<Digest> digest) {}

    record Pull(String repository, String reference) implements RegistryCall<Manifest> {
        @Override
        public Line line() {
            return new Line(
                    "GET",
                    place(repository, reference),
                    "read manifest " + named(repository, reference),
                    List.of(Scope.read(repository)),
                    List.of(200));
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Accept", Manifest.ACCEPTED);
        }

        @Override
        public Manifest result(Answer answer) throws RegistryRefusal {
            byte[] bytes = answer.bytes();
            Optional<Digest> asked = Digest.parse(reference);
            Digest digest = asked.orElseGet(() ->
                    answer.contentDigest().filter(told -> told.isOf(bytes)).orElseGet(() -> Digest.of(bytes)));
            Optional<Digest> told = answer.contentDigest();
            if (!digest.isOf(bytes) || told.filter(one -> !one.isOf(bytes)).isPresent()) {
                throw new DigestMismatch("manifest " + named(repository, reference) + " was received as "
                        + Digest.of(bytes) + ", but should be "
                        + told.filter(one -> !one.isOf(bytes)).orElse(digest)
                        + ". Something between here and the registry changes content, or the registry's storage is"
                        + " damaged: push the image again.");
            }
            String type = answer.header("content-type").orElse("").split(";")[0].strip();
            Manifest manifest = new Manifest(bytes, type, digest);
            String defect = manifest.defect();
            if (!defect.isEmpty()) {
                throw new ManifestInvalid(
                        "manifest " + named(repository, reference) + " cannot be used: " + defect + ".");
            }
            return manifest;
        }

        @Override
        public Optional<RegistryRefusal> refusal(Answer answer, String told) {
            return answer.status() == 404
                    ? Optional.of(new NotFound("there is no image " + named(repository, reference) + " " + told))
                    : Optional.empty();
        }
    }

    record Push(String repository, String reference, Manifest manifest) implements RegistryCall<Digest> {
        @Override
        public Line line() {
            return new Line(
                    "PUT",
                    place(repository, reference),
                    "write manifest " + named(repository, reference),
                    List.of(Scope.write(repository)),
                    List.of(201));
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Type", manifest.mediaType());
        }

        @Override
        public BodyPublisher body() {
            return BodyPublishers.ofByteArray(manifest.bytes());
        }

        @Override
        public Digest result(Answer answer) throws RegistryRefusal {
            Digest stored = answer.contentDigest().orElse(manifest.digest());
            if (!stored.isOf(manifest.bytes())) {
                throw new DigestMismatch("the registry stored " + named(repository, reference) + " as " + stored
                        + ", not as " + manifest.digest() + ": it changes manifests, so it cannot hold tested images.");
            }
            return manifest.digest();
        }

        @Override
        public Optional<RegistryRefusal> refusal(Answer answer, String told) {
            if (answer.status() != 400 && answer.status() != 404) {
                return Optional.empty();
            }
            String what =
                    "manifest " + named(repository, reference) + " (" + manifest.mediaType() + ") was refused " + told;
            if (answer.hasErrorCode("DIGEST_INVALID")) {
                return Optional.of(new DigestMismatch(what + ": its digest is " + manifest.digest() + "."));
            }
            return Optional.of(new ManifestInvalid(
                    answer.hasErrorCode("MANIFEST_BLOB_UNKNOWN")
                            ? what + ": layers or child manifests are missing in that repository. Run the step again."
                            : what + "."));
        }
    }
}
