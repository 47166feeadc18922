package dev.sluice.engine.config;

import java.util.List;

/// A project stanza in a layout, with the branches it is meant for (A54).
///
/// @param branches empty for all
public record ProjectEntry(ProjectStanza stanza, List<BranchMatcher> branches) {}
