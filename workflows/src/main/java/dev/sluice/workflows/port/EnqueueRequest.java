package dev.sluice.workflows.port;

/// What an operator wants in a pipeline, past its requirements (F80): a change, or a ref.
///
/// @param project short or canonical name
/// @param change number; 0 for a ref
/// @param patchset 0 for the newest
/// @param ref full name such as `refs/heads/master`; empty for a change
/// @param oldRevision empty when the ref counts as new
/// @param newRevision empty for the branch as it is now
public record EnqueueRequest(
        String pipeline, String project, int change, int patchset, String ref, String oldRevision, String newRevision) {

    /// As people write it.
    public String what() {
        return ref.isEmpty() ? change + (patchset > 0 ? "," + patchset : "") : ref;
    }
}
