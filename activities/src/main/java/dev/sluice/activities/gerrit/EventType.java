package dev.sluice.activities.gerrit;

import java.util.Map;
import java.util.Set;

/// Gerrit's names of events, and what each tells (F90).
final class EventType {
    static final String PATCHSET_CREATED = "patchset-created";
    static final String COMMENT_ADDED = "comment-added";
    static final String CHANGE_ABANDONED = "change-abandoned";
    static final String CHANGE_RESTORED = "change-restored";
    static final String CHANGE_MERGED = "change-merged";
    static final String CHANGE_DELETED = "change-deleted";
    static final String HASHTAGS_CHANGED = "hashtags-changed";
    static final String TOPIC_CHANGED = "topic-changed";
    static final String WIP_STATE_CHANGED = "wip-state-changed";
    static final String VOTE_DELETED = "vote-deleted";
    static final String PRIVATE_STATE_CHANGED = "private-state-changed";
    static final String REF_UPDATED = "ref-updated";
    static final String BATCH_REF_UPDATED = "batch-ref-updated";
    /// Gerrit had to throw events away because nobody read them in time.
    static final String DROPPED_OUTPUT = "dropped-output";

    /// Events of a change → the field that names who did it.
    static final Map<String, String> ACTORS = Map.ofEntries(
            Map.entry(PATCHSET_CREATED, "uploader"),
            Map.entry("draft-published", "uploader"),
            Map.entry(COMMENT_ADDED, "author"),
            Map.entry(CHANGE_ABANDONED, "abandoner"),
            Map.entry(CHANGE_RESTORED, "restorer"),
            Map.entry(CHANGE_MERGED, "submitter"),
            Map.entry(CHANGE_DELETED, "deleter"),
            Map.entry(HASHTAGS_CHANGED, "editor"),
            Map.entry(TOPIC_CHANGED, "changer"),
            Map.entry(WIP_STATE_CHANGED, "changer"),
            Map.entry(PRIVATE_STATE_CHANGED, "changer"),
            Map.entry(VOTE_DELETED, "remover"),
            Map.entry("pending-check", "uploader"));

    /// Events that leave a message on their change, which names them and by which they can be read again.
    static final Set<String> WITH_MESSAGE = Set.of(
            COMMENT_ADDED,
            CHANGE_ABANDONED,
            CHANGE_RESTORED,
            HASHTAGS_CHANGED,
            TOPIC_CHANGED,
            WIP_STATE_CHANGED,
            PRIVATE_STATE_CHANGED,
            VOTE_DELETED);

    /// Known events that no trigger can name.
    static final Set<String> OF_NO_USE = Set.of(
            "assignee-changed",
            "reviewer-added",
            "reviewer-deleted",
            "attention-set-changed",
            "custom-keyed-values-changed",
            "cache-eviction",
            "head-updated",
            "project-head-updated",
            "project-created",
            "account-index",
            "rerun-check",
            "ref-replicated",
            "ref-replication-done",
            "ref-replication-scheduled");

    private EventType() {}
}
