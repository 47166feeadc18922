package dev.sluice.engine.config;

import java.util.List;

/// Decides whether a stanza is meant for a branch. A list of matchers is OR-ed; an empty one matches all (B2, B4).
public sealed interface BranchMatcher {

    boolean matches(RefView ref);

    /// Whether any of `matchers` does, or there is none.
    static boolean any(List<BranchMatcher> matchers, RefView ref) {
        return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.matches(ref));
    }

    /// What the author wrote; an empty list is for no branch at all.
    static List<BranchMatcher> like(List<Regex> regexes) {
        return regexes.isEmpty()
                ? List.of(new Never())
                : regexes.stream().<BranchMatcher>map(Like::new).toList();
    }

    /// For no branch.
    record Never() implements BranchMatcher {
        @Override
        public boolean matches(RefView ref) {
            return false;
        }

        @Override
        public String toString() {
            return "no branch";
        }
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
