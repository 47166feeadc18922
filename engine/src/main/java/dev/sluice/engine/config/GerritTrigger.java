package dev.sluice.engine.config;

import java.util.List;

/// Accepts events of Gerrit (F90). The kinds of conditions are AND-ed; within one list any entry is enough, except
/// `approvals` and `approvalChanges`, of which all must hold. An empty list is no condition.
///
/// @param events types such as `comment-added`, matched from the beginning; never empty
/// @param branches matched against the event's branch
/// @param refs matched against the full ref
/// @param ignoreDeletes whether deletions of refs are dropped
/// @param comments searched in the comment
/// @param emails searched in the account's address; not tested when the event has no account
/// @param usernames searched in the account's user name; not tested when the event has no account
/// @param approvals must be among the event's own votes with exactly this value
/// @param approvalChanges as `approvals`, and the vote must have had another value before (10.2)
/// @param added searched in the hashtags that the event added
/// @param removed searched in the hashtags that the event removed
/// @param require tested on the change, as the pipeline's `require` (8.3)
/// @param reject tested on the change, as the pipeline's `reject` (8.3)
public record GerritTrigger(
        String connection,
        List<Regex> events,
        List<Regex> branches,
        List<Regex> refs,
        boolean ignoreDeletes,
        List<Regex> comments,
        List<Regex> emails,
        List<Regex> usernames,
        List<LabelVote> approvals,
        List<LabelVote> approvalChanges,
        List<Regex> added,
        List<Regex> removed,
        List<GerritRequirement> require,
        List<GerritRequirement> reject)
        implements Trigger {}
