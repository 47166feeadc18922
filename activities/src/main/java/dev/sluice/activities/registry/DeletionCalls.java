package dev.sluice.activities.registry;

import java.util.List;

/// The call that takes a tag, or a manifest with all its tags, away.
final class DeletionCalls {
    private DeletionCalls() {}

    enum Outcome {
        /// Deleted, now or before.
        GONE,
        /// The registry deletes manifests, not tags (container-roles 4.1, row 18).
        BY_DIGEST_ONLY,
        /// Deleting is switched off, or not allowed to this user.
        REFUSED
    }

    /// @param reference a tag; a digest takes every tag on it away as well (container-roles 4.1, row 19)
    record Delete(String repository, String reference) implements RegistryCall<Outcome> {
        @Override
        public Line line() {
            return new Line(
                    "DELETE",
                    "/v2/" + repository + "/manifests/" + reference,
                    "delete '" + repository + (reference.contains(":") ? "@" : ":") + reference + "'",
                    List.of(Scope.delete(repository)),
                    List.of(200, 202, 204, 400, 401, 403, 404, 405));
        }

        @Override
        public Outcome result(Answer answer) {
            return switch (answer.status()) {
                case 400 -> Outcome.BY_DIGEST_ONLY;
                case 401, 403, 405 -> Outcome.REFUSED;
                default -> Outcome.GONE;
            };
        }
    }
}
