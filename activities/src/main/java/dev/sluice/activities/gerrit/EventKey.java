package dev.sluice.activities.gerrit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names of happenings, the same whether Gerrit streamed them or REST told them later.
///
/// - `patchset-created:12,3` and `change-merged:12` happen once.
/// - `comment-added:12#<id of Gerrit's message>` and other happenings that leave a message on the change are named
///   by that message. The stream does not tell its id, so [EventPump] asks for it; text and time would not do, since
/// the
///   stream words a comment differently and stamps it later than REST does.
/// - `ref-updated:org/app:refs/heads/master:<old>..<new>#<n>` is the n-th update of a watched branch, so that a branch
///   pushed back and forth between two commits gives different names.
final class EventKey {
    private EventKey() {}

    static String patchset(int number, int patchset) {
        return EventType.PATCHSET_CREATED + ":" + number + "," + patchset;
    }

    static String merged(int number) {
        return EventType.CHANGE_MERGED + ":" + number;
    }

    static String message(String type, int number, String messageId) {
        return type + ":" + number + "#" + messageId;
    }

    /// For a streamed happening before, or without, its message.
    static String streamed(String type, int number, int patchset, long second, String author, String text) {
        return "%s:%d,%d@%d:%s".formatted(type, number, patchset, second, digest(author + "\n" + text));
    }

    static String ref(String project, String ref, String oldRevision, String newRevision) {
        return "%s:%s:%s:%s..%s".formatted(EventType.REF_UPDATED, project, ref, oldRevision, newRevision);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
