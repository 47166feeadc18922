package dev.sluice.engine.event;

import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Project;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Something that happened at a connection.
///
/// @param key the same for the same happening, whether streamed or caught up later, so that none is handled twice
/// @param type Gerrit's name, such as `patchset-created`, `comment-added`, `change-abandoned`, `ref-updated`
/// @param createdAtEpochSecond when it happened, by the connection's clock
/// @param branch branch of the change or of the branch ref, else empty
/// @param change the change and patch set, absent for ref events
/// @param ref full ref name for ref events, else empty
/// @param oldRevision commit before for ref events; empty when the ref is new
/// @param newRevision commit after for ref events; empty when the ref was deleted
/// @param account absent when the event names nobody
/// @param comment text of the comment, Gerrit's own prefix lines included (F91), else empty
public record TriggerEvent(
        String key,
        String connection,
        String type,
        long createdAtEpochSecond,
        Project project,
        String branch,
        Optional<ChangeKey> change,
        String ref,
        String oldRevision,
        String newRevision,
        Optional<Account> account,
        String comment,
        List<EventApproval> approvals,
        List<String> hashtagsAdded,
        List<String> hashtagsRemoved) {

    /// Its id in Zuul's form, 32 hex digits: the same for each delivery of the event.
    public String id() {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
