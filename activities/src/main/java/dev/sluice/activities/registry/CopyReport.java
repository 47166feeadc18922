package dev.sluice.activities.registry;

/// What a copy did.
///
/// @param digest of the manifest now at the target, equal to the source's
/// @param uploaded blobs whose bytes were sent
/// @param mounted blobs that the target registry linked from another of its repositories
/// @param present blobs that were there already; not counted below manifests that were there
/// @param bytes of blobs that moved
public record CopyReport(Digest digest, int uploaded, int mounted, int present, long bytes) {

    /// The target had the image already.
    static CopyReport nothingToDo(Digest digest) {
        return new CopyReport(digest, 0, 0, 0, 0);
    }
}
