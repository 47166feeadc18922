package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// What a change of a Gerrit connection must be (`require`) or must not be (`reject`) (F92, F93).
///
/// As a requirement every part that is present must hold, and every entry of `approvals` needs a vote of its own; as a
/// rejection one part that holds is enough.
///
/// @param connection changes of other connections are not tested (F15)
/// @param statuses Gerrit's words such as `NEW` or `MERGED`; empty for no condition
/// @param hashtags all must be found on the change
public record GerritRequirement(
        String connection,
        Optional<Boolean> open,
        Optional<Boolean> currentPatchset,
        Optional<Boolean> wip,
        List<String> statuses,
        List<ApprovalRequirement> approvals,
        List<Regex> hashtags) {}
