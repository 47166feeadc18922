package dev.sluice.engine.config;

import java.util.List;

/// Decides whether a stanza is meant for a branch. A list of matchers is OR-ed; an empty one matches all (B2, B4).
public sealed interface BranchMatcher {

    boolean matches(RefView ref);

    /// Whether any of `matchers` does, or there is none.
    static boolean any(List<BranchMatcher> matchers, RefView ref) {
        return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.matches(ref));
    }

    /// Implied by the branch that the stanza stands on: string equality.
    record Exact(String branch) implements BranchMatcher {
        @Override
        public boolean matches(RefView ref) {
            return ref.names().contains(branch);
        }

        @Override
        public String toString() {
            return "branch '" + branch + "'";
        }
    }

    /// Written by the author: a regular expression matched from the beginning.
    record Like(Regex regex) implements BranchMatcher {
        @Override
        public boolean matches(RefView ref) {
            return ref.names().stream().anyMatch(regex::matches);
        }

        @Override
        public String toString() {
            return "branches like '" + regex + "'";
        }
    }
}
