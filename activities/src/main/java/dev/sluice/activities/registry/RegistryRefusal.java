package dev.sluice.activities.registry;

/// A registry gave an answer that asking again will not change. Faults of transport and servers are
/// [dev.sluice.activities.contract.InfrastructureFailure] instead. Messages are shown to people and hold no secret.
public abstract sealed class RegistryRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private RegistryRefusal(String message) {
        super(message);
    }

    /// Wrong or missing credential, or one that may not do this.
    public static final class NotPermitted extends RegistryRefusal {
        private static final long serialVersionUID = 1L;

        public NotPermitted(String message) {
            super(message);
        }
    }

    /// No such repository, tag, manifest or blob.
    public static final class NotFound extends RegistryRefusal {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }

    /// Content is not what its digest says.
    public static final class DigestMismatch extends RegistryRefusal {
        private static final long serialVersionUID = 1L;

        public DigestMismatch(String message) {
            super(message);
        }
    }

    /// The manifest cannot be stored or read: wrong type, schema 1, or blobs that are not there.
    public static final class ManifestInvalid extends RegistryRefusal {
        private static final long serialVersionUID = 1L;

        public ManifestInvalid(String message) {
            super(message);
        }
    }
}
