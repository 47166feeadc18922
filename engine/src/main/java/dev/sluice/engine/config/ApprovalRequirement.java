package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// Describes one vote; all its keys must hold for the same vote (F94). Without labels any vote of the user will do.
///
/// @param username searched in the voter's user name
/// @param email searched in the voter's address
/// @param olderThanSeconds the vote must be older than this
/// @param newerThanSeconds the vote must be newer than this
public record ApprovalRequirement(
        Optional<Regex> username,
        Optional<Regex> email,
        Optional<Long> olderThanSeconds,
        Optional<Long> newerThanSeconds,
        List<LabelValues> labels) {}
