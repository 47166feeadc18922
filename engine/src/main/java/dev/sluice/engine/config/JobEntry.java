package dev.sluice.engine.config;

import java.util.List;

/// A job stanza in a layout, with the branches it is meant for (B5).
///
/// @param branches empty for all
public record JobEntry(JobVariant variant, List<BranchMatcher> branches) {

    /// An entry of a pipeline section; only what it says itself restricts it (B6).
    public static JobEntry listed(JobVariant variant) {
        return new JobEntry(variant, variant.branches().map(BranchMatcher::like).orElse(List.of()));
    }

    public boolean matches(RefView ref) {
        return BranchMatcher.any(branches, ref);
    }
}
