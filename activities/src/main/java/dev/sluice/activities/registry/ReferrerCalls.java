package dev.sluice.activities.registry;

import java.net.http.HttpRequest.BodyPublisher;
import java.util.Map;
import java.util.Optional;

/// Calls on what refers to an image: attach, list (OCI distribution 1.1).
final class ReferrerCalls {
    private ReferrerCalls() {}

    /// Stores a manifest by its digest, and tells whether the registry understood its subject.
    record Attach(ManifestCalls.Push push) implements RegistryCall<Boolean> {
        Attach(String repository, Manifest manifest) {
            this(new ManifestCalls.Push(repository, manifest.digest().toString(), manifest));
        }

        @Override
        public Line line() {
            return push.line();
        }

        @Override
        public Map<String, String> headers() {
            return push.headers();
        }

        @Override
        public BodyPublisher body() {
            return push.body();
        }

        @Override
        public Boolean result(Answer answer) throws RegistryRefusal {
            push.result(answer);
            return answer.header("oci-subject").isPresent();
        }

        @Override
        public Optional<RegistryRefusal> refusal(Answer answer, String told) {
            return push.refusal(answer, told);
        }
    }

    record List(String repository, Digest subject) implements RegistryCall<Optional<Manifest>> {
        @Override
        public Line line() {
            return new Line(
                    "GET",
                    "/v2/" + repository + "/referrers/" + subject,
                    "list what refers to '" + repository + "@" + subject + "'",
                    java.util.List.of(Scope.read(repository)),
                    java.util.List.of(200, 400, 404, 405));
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Accept", Manifest.OCI_INDEX);
        }

        /// Registries without this call have a page of their own under the address.
        @Override
        public Optional<Manifest> result(Answer answer) {
            String type = answer.header("content-type").orElse("").split(";")[0].strip();
            return answer.status() == 200 && type.equals(Manifest.OCI_INDEX)
                    ? Optional.of(Manifest.of(answer.bytes(), type))
                            .filter(index -> index.defect().isEmpty())
                    : Optional.empty();
        }
    }
}
